using AerNas.Texts;

namespace AerNas.Options;

/// <summary>One thing wrong with a set of options.</summary>
/// <param name="Path">Which option, e.g. <c>search.epochs</c>; empty for all of them together.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public readonly record struct OptionProblem(string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() =>
        PrintableText.Cut(PrintableText.Of(Path.Length == 0 ? Message : $"{Path}: {Message}"), PrintableText.LongestMessage);
}
