namespace AerNas.Genotypes;

/// <summary>A text is no genotype. The message says where, what was expected there and what was found.</summary>
/// <param name="position">Where, in characters from 0; the length of the text where it ends too early.</param>
/// <param name="expected">What would have been right there.</param>
/// <param name="problem">What is wrong, as a sentence without its position.</param>
public sealed class GenotypeFormatException(int position, string expected, string problem)
    : FormatException(PrintableText.Message($"position {position}: {problem}"))
{
    /// <summary>Where the text stops being a genotype, in characters from 0.</summary>
    public int Position { get; } = position;

    /// <summary>What would have been right there.</summary>
    public string Expected { get; } = expected;
}
