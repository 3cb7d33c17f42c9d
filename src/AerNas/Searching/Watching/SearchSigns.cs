using AerNas.Regularizers;

namespace AerNas.Searching.Watching;

/// <summary>Signs after an epoch by which a search that goes wrong is known.</summary>
public sealed record SearchSigns
{
    /// <summary>The share of skip connections in the current architecture, all kinds of cell together, 0 to 1.</summary>
    public required double SkipShare { get; init; }

    /// <summary>The probability of an edge's best candidate less that of its second, mean over the edges: 0 undecided, 1 decided.</summary>
    public required double ChoiceGap { get; init; }

    /// <summary>The highest architecture entropy that the operations which are left allow, in bits.</summary>
    public required double MaximumBits { get; init; }

    /// <summary>The derived architecture's accuracy on the validation half by the supernet's weights; null where not asked for.</summary>
    public double? DiscretizedAccuracy { get; init; }

    /// <summary>What is lost by it: the supernet's accuracy with its mixture less <see cref="DiscretizedAccuracy"/>.</summary>
    public double? DiscretizationGap { get; init; }

    /// <summary>The dominant eigenvalue of the Hessian of L_val in alpha; null where not asked for.</summary>
    public double? HessianEigenvalue { get; init; }

    /// <summary>What to do about a failure that shows; null where none does.</summary>
    public SearchAdvice? Advice { get; init; }

    /// <summary>The signs that cost nothing.</summary>
    /// <param name="alpha">The architecture parameters.</param>
    /// <param name="relaxation">Tells the probabilities they stand for.</param>
    /// <param name="genotype">The architecture they stand for.</param>
    /// <param name="counted">What the entropy counts.</param>
    public static SearchSigns Of(ArchitectureParameters alpha, IRelaxation relaxation, Genotype genotype, EntropyOperations counted)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        ArgumentNullException.ThrowIfNull(relaxation);
        ArgumentNullException.ThrowIfNull(genotype);
        var edges = genotype.CellKinds.SelectMany(kind => genotype[kind].Edges).ToList();
        var gaps = alpha.Space.CellKinds.SelectMany(kind => Gaps(relaxation.Probabilities(alpha, kind)));
        return new SearchSigns
        {
            SkipShare = (double)edges.Count(edge => edge.Operation == CandidateOperation.SkipConnect) / edges.Count,
            ChoiceGap = gaps.Average(),
            MaximumBits = ArchitectureEntropy.MaximumBits(alpha.Kept, counted),
        };
    }

    private static IEnumerable<double> Gaps(double[,] probabilities) => Enumerable.Range(0, probabilities.GetLength(0)).Select(row =>
    {
        var sorted = Enumerable.Range(0, probabilities.GetLength(1)).Select(column => probabilities[row, column])
            .OrderDescending().ToArray();
        return sorted[0] - sorted.ElementAtOrDefault(1);
    });
}
