// BayesNAS (Zhou, Yang, Wang, Pan: BayesNAS: A Bayesian Approach for Neural Architecture Search, ICML 2019; BayesNAS/BayesNAS
// search/main.py, search/lib.py, search/Algorithm.py).
//
//   mixture          a switch an operation, times a switch of its edge; all start at 1, none add up to anything (SwitchRelaxation)
//   both levels      one gradient of L_train + sum over switches of lambda omega |s|; momentum SGD without decay for the switches, which
//                    rest in the first of two epochs (SwitchSparsity)
//   after an epoch   omega and gamma anew from the switches and the diagonal of the loss's Hessian in them (SwitchState)
//   genotype         the operations and edges of the largest gamma (SwitchRule)
//
// What differs from the official code:
//   - The Hessian. Theirs goes back layer by layer through means over the batch, without what couples the switches, and is not below 0 by
//     its making; ours are second derivatives of the loss on a batch, estimated by products (HessianDiagonal), where below 0 taken for 0.
//   - Each of their cells has switches of its own, of which those of a kind are one group; our cells of a kind share them, so that a group
//     is one switch: || s || is | s |, and h is that of all its cells together.
//   - Their omega and gamma start at random, between 0 and 1; ours at 1. Their edge switch multiplies what its operations read, ours what
//     they give, which is the same for operations that have no norm before their weights.
//   - Their cells have eight edges and are put together by hand from the recorded gammas; ours have the edges of the space and keep what
//     its rule keeps. Their first epoch alone has cutout, ours neither.
//   - Their network has a norm before its classifier, and clips no gradient. DARTS' supernet has none there: with all switches at 1 its
//     logits are large, and at that learning rate nothing is learned unless both gradients are clipped, as DARTS clips that of w.
//
// The regularizer is a term of the one loss, on softmax of the switches of an edge; w has no gradient of it.

namespace AerNas.Methods;

/// <summary>Search by hierarchical automatic relevance determination of switches.</summary>
public static class BayesNas
{
    private const int Epochs = 2;
    private const double LearningRate = 0.1; // of both levels
    private const double Clip = 5; // likewise; that of DARTS

    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "bayesnas",
        Reference = "Zhou, Yang, Wang, Pan: BayesNAS: A Bayesian Approach for Neural Architecture Search (ICML 2019)",
        About = new("a switch an operation and an edge, whose sparsity is weighed anew by how the loss bends in it; the most relevant stay",
            StepCost: _ => 0.5, MethodEvidence.FormulaTests),
        Candidates = KeptOperations.WithoutNone,
        Relaxations = _ => new SearchRelaxations(new SwitchRelaxation()),
        WeighsEdges = _ => true,
        Companion = _ => new AlphaCompanion(SwitchState.Relevance, Start: 1, IsLearned: false),
        State = setup => new SwitchState(setup),
        Discretization = (_, _) => new SwitchRule(),
        Published = Published,
        Shortened = small => small with { Alpha = small.Alpha with { LearningRate = LearningRate } }, // switches start at 1, not far from 0
    };

    private static SearchOptions Published(SearchSpace space)
    {
        var options = SingleLevel.Over(DartsV1.Method.Published(space));
        return options with
        {
            Search = options.Search with { Epochs = Epochs, BatchSize = 18 },
            Supernet = space.Protocol == PublishedProtocol.Darts && space.Skeletons[0].Depth == "layers"
                ? options.Supernet with { Channels = 36 }
                : options.Supernet,
            Weights = options.Weights with
            {
                LearningRate = LearningRate,
                MinimumLearningRate = LearningRate,
                WeightDecay = 1e-4,
                Nesterov = false,
                GradientClip = Clip,
            },
            Alpha = options.Alpha with
            {
                Optimizer = AlphaOptimizer.Momentum,
                LearningRate = LearningRate,
                WeightDecay = 0,
                InitialMean = 1,
                InitialScale = 0,
                WarmUp = 1.0 / Epochs,
                GradientClip = Clip,
            },
            Own = new BayesNasOptions(),
        };
    }
}
