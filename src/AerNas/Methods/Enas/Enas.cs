// ENAS (Pham et al.: Efficient Neural Architecture Search via Parameter Sharing, ICML 2018), as AutoDL-Projects exps/algos/ENAS.py runs it
// on NAS-Bench-201.
//
//   mixture          one operation an edge, none included, drawn by a controller, an LSTM; new in every step
//   weights          gradient of L_train on the drawn path, momentum SGD under a cosine of 20 epochs, down and up again
//   controller       after each epoch of w 50 updates of 20 architectures, each rewarded with its accuracy on one validation batch,
//                    augmented as in training, of the shared weights in evaluation mode (ControllerTraining)
//   genotype         the best of 100 drawn architectures by the accuracy of the shared weights on one validation batch each
//
// There is no alpha that learns, hence nothing to regularize, as in the official repository. Alpha holds the logits of the controller's
// most likely architecture after each epoch: its argmax and its entropy are the controller's. The official script instead tells the best
// of 10 drawn ones. Its optimizer passes over a weight until it is first drawn; here weight decay moves it from the start.

namespace AerNas.Methods;

/// <summary>Search by a controller that learns which paths of the supernet do well.</summary>
public static class Enas
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = SharedPaths.Template with
    {
        Name = "enas",
        Reference = "Pham et al.: Efficient Neural Architecture Search via Parameter Sharing (ICML 2018)",
        About = new("no alpha learns; a controller draws the paths that w learns on, and learns from the accuracies of its drawings",
            SharedPaths.CostOfAPath, MethodEvidence.GoldenCases),
        Relaxations = _ => new SearchRelaxations(new DrawnPathRelaxation()),
        State = setup => new ControllerState(setup),
        Proposal = (options, alpha) => new DrawnProposal(alpha.RequiredSampler, options.Search.Seed),
        Published = space => Over(SharedPaths.WithoutAlpha(SharedPaths.Template.Published(space))),
        Shortened = small => small.With<ControllerOptions>(controller => controller.Hastened()),
    };

    private static SearchOptions Over(SearchOptions shared) => shared with
    {
        Search = shared.Search with { BatchSize = 128 },
        Weights = shared.Weights with { LearningRate = 0.05, MinimumLearningRate = 5e-4, CosineEpochs = 10, WeightDecay = 2.5e-4 },
        Data = shared.Data with { Validation = ValidationImages.Augmented },
        Own = new EnasOptions(),
    };
}

/// <summary>ENAS' own options.</summary>
public sealed record EnasOptions : MethodOptions
{
    /// <value>The architectures that are scored at the end.</value>
    public ProposalOptions Proposals { get; init; } = new() { BatchSize = 128 };

    /// <value>The controller that draws architectures.</value>
    public ControllerOptions Controller { get; init; } = new();
}
