using System.Text.Json;

namespace AerNas.Json;

/// <summary>A text is no JSON that can be taken, or not of the form that is asked for; it carries every problem with its path.</summary>
/// <param name="problems">The problems.</param>
/// <param name="inner">Why the text is no JSON at all; null where it is.</param>
public sealed class JsonFormatException(IReadOnlyList<OptionProblem> problems, JsonException? inner = null)
    : FormatException(PrintableText.Message(string.Join(' ', problems)), inner)
{
    /// <summary>Everything that is wrong, each with its path; the path is empty where it is the text as a whole.</summary>
    public IReadOnlyList<OptionProblem> Problems { get; } = problems;
}
