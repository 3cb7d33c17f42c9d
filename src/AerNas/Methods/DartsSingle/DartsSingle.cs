// DARTS, single-level (Liu, Simonyan, Yang: Differentiable Architecture Search, ICLR 2019, "Alternative Optimization Strategies": alpha
// learns "simultaneously with w" on all images; Li, Khodak, Balcan, Talwalkar: Geometry-Aware Gradient Algorithms for Neural Architecture
// Search, ICLR 2021, call it ERM).
//
//   mixture          softmax over the operations of an edge; none is no candidate (GAEA's NAS-Bench-201 search leaves it out likewise)
//   both levels      one gradient of L_train on all training images; momentum SGD under a cosine for w, Adam for alpha (JointStep)
//   genotype         as DARTS, after the last epoch
//
// The regularizer is a term of the one loss, and w has no gradient of it.
//
// Neither paper published a script of it: the settings are DARTS-V1's. A step is one pass in place of two, and all images train w, so a
// short search comes further; and what alpha is judged on is what w learns from, which operations with weights gain from first.

namespace AerNas.Methods;

/// <summary>DARTS on one level: w and alpha learn together. What a search runs unless told otherwise.</summary>
public static class DartsSingle
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "darts-single",
        Reference = "Liu, Simonyan, Yang: DARTS: Differentiable Architecture Search (ICLR 2019), single-level; Li et al.: "
            + "Geometry-Aware Gradient Algorithms for Neural Architecture Search (ICLR 2021), ERM",
        About = new("w and alpha learn together on all training images; none is no candidate",
            StepCost: _ => 0.5, MethodEvidence.FormulaTests),
        Candidates = KeptOperations.WithoutNone,
        Published = space => SingleLevel.Over(DartsV1.Method.Published(space)),
        Shortened = Shorten,
    };

    /// <summary>Sizes under which a search of a minute or two decides, and finds cells that are good at full size:
    /// docs/results/default-search. Deep on small images, since a shallow network likes to pool; w learns fast, since operations with
    /// weights are judged by what they have learned. The many edges and operations of DARTS take more epochs, and a stronger coefficient to
    /// end in one each.</summary>
    private static SearchOptions Shorten(SearchOptions small)
    {
        var onDarts = small.Space.Protocol == PublishedProtocol.Darts;
        return small with
        {
            Search = small.Search with { Epochs = onDarts ? 10 : 6 },
            Supernet = small.Supernet with { ImageSize = 16, Cells = 3 },
            Weights = small.Weights with { LearningRate = 0.1 },
            Alpha = small.Alpha with { LearningRate = 0.05 },
            Entropy = small.Entropy with { Positive = onDarts ? 1 : 0.5 },
        };
    }
}
