namespace AerNas.Options;

/// <summary>One thing wrong with a set of options.</summary>
/// <param name="Path">Which option, e.g. <c>search.epochs</c>.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public readonly record struct OptionProblem(string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Message}";
}
