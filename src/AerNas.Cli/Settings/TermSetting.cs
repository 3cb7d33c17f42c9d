using System.Globalization;
using AerNas.Regularizers;

namespace AerNas.Cli.Settings;

/// <summary><c>--term NAME=WEIGHT</c>, which may be repeated; <c>--term entropy=X</c> is <c>--entropy X</c>.</summary>
internal static class TermSetting
{
    public static Setting Create() => Setting.Of(new Option<string[]>("--term")
    {
        Description = $"Add a term to the architecture loss of any method that learns alpha, such as zero-one=10; may be "
            + $"repeated. There are {Names()}.",
        HelpName = "NAME=WEIGHT",
    }, values => values.SelectMany(Read));

    private static IEnumerable<(string Path, JsonNode? Value)> Read(string text)
    {
        if (text.Split('=', 2) is not [var asked, var value]) throw Refusal(text);
        if (asked.Equals(TermCatalog.EntropyName, StringComparison.OrdinalIgnoreCase)) return EntropySetting.Options(value, "--term");
        if (!TermCatalog.TryFind(asked, out var term)) throw Refusal(text);
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && double.IsFinite(weight)
            ? [($"terms.{term.Name}", weight)]
            : throw Refusal(text);
    }

    private static InvalidOptionsException Refusal(string text) =>
        new("--term", $"'{text}' is not of the form NAME=WEIGHT, such as zero-one=10, or names no term; there are {Names()}.");

    private static string Names() => string.Join(", ", TermCatalog.All.Select(term => term.Name).Prepend(TermCatalog.EntropyName));
}
