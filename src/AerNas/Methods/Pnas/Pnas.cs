// PNAS (Liu et al.: Progressive Neural Architecture Search, ECCV 2018), on the weights of a supernet:
//
//   mixture          a uniformly random architecture, new in every step: a node's edges and what they carry
//   architecture     alpha never learns, so there is nothing to regularize
//   weights          gradient of L_train on the drawn architecture, momentum SGD under a cosine
//   genotype         the best that a growth block by block comes to afterwards (ProgressiveGrowth), led by a surrogate (SurrogateEnsemble,
//                    BlockSurrogate) and judged by the accuracy of the shared weights on one validation batch each
//
// The paper trains each of about 1,160 children for 20 epochs; here the supernet stands for their training, and its published settings are
// those of RSPS. K = 256, five predictors, 100 units and Adam's learning rates are the paper's as they are generally known, not checked
// against a code. Its cells are of one kind, used with both strides; here each kind of cell has blocks of its own.

namespace AerNas.Methods;

/// <summary>Cells that grow node by node, led by a surrogate, on the weights of a supernet.</summary>
public static class Pnas
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = SharedPaths.Everywhere with
    {
        Name = "pnas",
        Reference = "Liu et al.: Progressive Neural Architecture Search (ECCV 2018)",
        About = new("alpha never learns; w learns on uniformly random architectures, and others grow node by node, the best by a surrogate,"
            + " judged by the shared weights",
            SharedPaths.CostOfAPath, MethodEvidence.FormulaTests),
        Proposal = (options, alpha) => new ProgressiveGrowth(alpha.Space, options.Part<PnasOptions>(), options.Search.Seed),
        Published = space => SharedPaths.Everywhere.Published(space) with { Own = new PnasOptions() },
        Shortened = small => small.With<PnasOptions>(own => own with { Kept = 10, Units = 16, Steps = 30 }),
    };
}
