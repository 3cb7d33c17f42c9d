namespace AerNas.Genotypes;

/// <summary>A text is no genotype. The message says where, what was expected there and what was found.</summary>
public sealed class GenotypeFormatException : FormatException
{
    /// <summary>Reports what is wrong at a position.</summary>
    /// <param name="position">Where, in characters from 0; the length of the text where it ends too early.</param>
    /// <param name="expected">What would have been right there.</param>
    /// <param name="problem">What is wrong, as a sentence without its position.</param>
    public GenotypeFormatException(int position, string expected, string problem)
        : base(PrintableText.Message($"position {position}: {problem}"))
    {
        Position = position;
        Expected = expected;
    }

    /// <summary>Where the text stops being a genotype, in characters from 0.</summary>
    public int Position { get; }

    /// <summary>What would have been right there.</summary>
    public string Expected { get; }
}
