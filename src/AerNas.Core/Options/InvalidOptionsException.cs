namespace AerNas.Options;

/// <summary>Options that cannot be run with; it carries every problem at once.</summary>
public sealed class InvalidOptionsException : Exception
{
    /// <summary>Gathers the problems into one message.</summary>
    public InvalidOptionsException(IReadOnlyList<OptionProblem> problems)
        : base(PrintableText.Message(string.Join('\n', problems)))
    {
        Problems = problems;
    }

    /// <summary>A single problem.</summary>
    public InvalidOptionsException(string path, string message)
        : this([new OptionProblem(path, message)])
    {
    }

    /// <summary>Everything that is wrong, each with its path.</summary>
    public IReadOnlyList<OptionProblem> Problems { get; }
}
