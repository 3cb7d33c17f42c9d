// FairNAS (Chu, Zhang, Xu: FairNAS: Rethinking Evaluation Fairness of Weight Sharing Neural Architecture Search, ICCV 2021): strict
// fairness, by which every choice of every layer is updated equally often.
//
//   mixture          of m operations an edge one permutation is drawn a step; pass k computes the k-th of each edge alone, so that in m
//                    passes every operation is computed once (FairPathRelaxation). An edge of fewer goes round once more
//   architecture     alpha never learns, so there is nothing to regularize
//   weights          the sum of the gradients of the m passes on one batch, then one step of momentum SGD under a cosine
//   genotype         NSGA-II over the accuracy of the shared weights on one validation batch each, multiply-adds and parameters
//                    (NonDominatedEvolution); its first front is part of the result, the most accurate of it within the limits the genotype
//
// The authors released networks and no search; the published values are the paper's: learning rate 0.045, 150 epochs, batches of 256, and a
// population of 70 [general knowledge]; twenty generations are the house's. On cells of NAS-Bench-201 the same passes run over DARTS-V1's
// settings.

namespace AerNas.Methods;

/// <summary>A supernet whose operations all learn in every step, one path after the other.</summary>
public static class FairNas
{
    private const int SmallPopulation = 20, SmallGenerations = 10;

    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = SharedPaths.Template with
    {
        Name = "fairnas",
        Reference = "Chu, Zhang, Xu: FairNAS: Rethinking Evaluation Fairness of Weight Sharing Neural Architecture Search (ICCV 2021)",
        About = new("alpha never learns; each step sums the gradients of paths that have every operation once; NSGA-II chooses by "
            + "accuracy, multiply-adds and parameters",
            StepCost: _ => 0.5, MethodEvidence.FormulaTests),
        Relaxations = options => new SearchRelaxations(new FairPathRelaxation()) { Passes = FairPathRelaxation.PassesIn(options.Space) },
        Proposal = (options, alpha) => new NonDominatedEvolution(alpha.Space, options.Part<FairNasOptions>(), options.Search.Seed),
        Published = space => Fair(SharedPaths.WithoutAlpha(SharedPaths.Template.Published(space)), space) with
        {
            Own = new FairNasOptions(),
        },
        Shortened = small => small.With<FairNasOptions>(own => own with
        {
            Population = SmallPopulation,
            Proposals = own.Proposals with { Count = SmallGenerations * SmallPopulation },
        }),
    };

    private static SearchOptions Fair(SearchOptions options, SearchSpace space) => space.Protocol == PublishedProtocol.NasBench201
        ? options
        : options with
        {
            Search = options.Search with { Epochs = 150, BatchSize = 256 },
            Weights = options.Weights with { LearningRate = 0.045 },
        };
}
