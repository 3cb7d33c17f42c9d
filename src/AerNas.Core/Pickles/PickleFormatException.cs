namespace AerNas.Pickles;

/// <summary>A pickle is damaged, or holds something other than data.</summary>
public sealed class PickleFormatException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problem">What is wrong, as a sentence.</param>
    /// <param name="offset">Where in the pickle, in bytes.</param>
    public PickleFormatException(string problem, long offset)
        : base(PrintableText.Message($"Pickle, byte {offset}: {problem}"))
    {
        Problem = problem;
        Offset = offset;
    }

    /// <summary>What is wrong, without the offset.</summary>
    public string Problem { get; }

    /// <summary>Where in the pickle, in bytes.</summary>
    public long Offset { get; }
}
