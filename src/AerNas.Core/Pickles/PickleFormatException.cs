namespace AerNas.Pickles;

/// <summary>A pickle is damaged, or holds something other than data.</summary>
/// <param name="problem">What is wrong, as a sentence.</param>
/// <param name="offset">Where in the pickle, in bytes.</param>
public sealed class PickleFormatException(string problem, long offset)
    : Exception(PrintableText.Message($"Pickle, byte {offset}: {problem}"))
{
    /// <summary>What is wrong, without the offset.</summary>
    public string Problem { get; } = problem;

    /// <summary>Where in the pickle, in bytes.</summary>
    public long Offset { get; } = offset;
}
