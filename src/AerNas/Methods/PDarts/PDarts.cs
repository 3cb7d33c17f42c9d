// P-DARTS (Chen et al.: Progressive Differentiable Architecture Search, ICCV 2019), as chenxin061/pdarts and PDARTS-AER run it.
//
//   stages           three, each with a new and deeper network, new alphas and all schedules from their start
//   mixture          softmax over the operations that are left; skip connections go through dropout (SkipDropout)
//   architecture     gradient of L_val at the current weights, clipped, Adam, after the first 40 % of a stage's epochs; the regularizer
//                    runs through its schedule in every stage
//   weights          gradient of L_train, momentum SGD under a cosine to 0
//   between stages   every edge drops its weakest operations (WeakestDropped)
//   genotype         ProgressiveRule after the last stage, with at most two skip connections in the normal cell (SkipLimitRule)
//
// Published values: CIFAR-10, train_search.py and its README (5, 11 and 17 cells; 8, 5 and 3 operations; dropout .1, .4 and .7).
//
// The official regularizer leaves out the first operation of an edge, meaning none, also where none is dropped and another one stands
// there. Ours leaves out none where an edge has it; entropy.operations=exceptFirst is the official behaviour to the letter.

namespace AerNas.Methods;

/// <summary>Search in stages: ever deeper networks, ever fewer operations.</summary>
public static class PDarts
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "p-darts",
        Reference = "Chen et al.: Progressive Differentiable Architecture Search: Bridging the Depth Gap between Search "
            + "and Evaluation (ICCV 2019)",
        About = new("three stages of ever deeper networks, between which each edge drops its weakest operations; "
            + "dropout on skip connections",
            // cells times operations, the mean of the stages
            StepCost: _ => (5 * 8 + 11 * 5 + 17 * 3) / (3.0 * 8 * 8), MethodEvidence.GoldenCases),
        Refuses = Deepening.RefusalOf,
        Relaxations = options => new SearchRelaxations(new SoftmaxRelaxation()) { Skips = Dropout(options.Stages!) },
        Narrowing = options => new WeakestDropped([.. options.Stages!.Select(stage => stage.Operations!.Value)]),
        Discretization = (_, _) => new ProgressiveRule(),
        Published = Published,
    };

    private static SkipDropout? Dropout(IReadOnlyList<StageOptions> stages) =>
        stages.Any(stage => stage.SkipDropout > 0) ? new SkipDropout([.. stages.Select(stage => stage.SkipDropout)]) : null;

    private static SearchOptions Published(SearchSpace space)
    {
        var firstOrder = DartsV1.Method.Published(space);
        return firstOrder with
        {
            Search = firstOrder.Search with { Epochs = 25, BatchSize = 96, Select = ArchitectureSelection.LastEpoch },
            Supernet = firstOrder.Supernet with { Layers = 5 },
            Own = PDartsOptions.For(space),
            SkipLimit = new SkipLimitOptions(),
            Weights = firstOrder.Weights with { MinimumLearningRate = 0 },
            Alpha = firstOrder.Alpha with { LearningRate = 6e-4, WarmUp = 0.4, GradientClip = 5 },
        };
    }
}
