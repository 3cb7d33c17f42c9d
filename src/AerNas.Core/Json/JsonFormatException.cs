using System.Text.Json;
using AerNas.Options;

namespace AerNas.Json;

/// <summary>A text is no JSON that can be taken, or not of the form that is asked for; it carries every problem with its path.</summary>
public sealed class JsonFormatException : FormatException
{
    /// <summary>Gathers the problems into one message.</summary>
    /// <param name="problems">The problems.</param>
    /// <param name="inner">Why the text is no JSON at all; null where it is.</param>
    public JsonFormatException(IReadOnlyList<OptionProblem> problems, JsonException? inner = null)
        : base(PrintableText.Message(string.Join(' ', problems)), inner)
    {
        Problems = problems;
    }

    /// <summary>Everything that is wrong, each with its path; the path is empty where it is the text as a whole.</summary>
    public IReadOnlyList<OptionProblem> Problems { get; }
}
