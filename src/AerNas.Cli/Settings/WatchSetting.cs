using AerNas.Options;

namespace AerNas.Cli.Settings;

/// <summary><c>--watch discretization,eigenvalue</c>.</summary>
internal sealed class WatchSetting : Setting
{
    private static readonly string[] Known = ["discretization", "eigenvalue"];

    private readonly Option<string> _option = new("--watch")
    {
        Description = "Measure after every epoch what deriving the architecture would cost now, and how sharply the loss "
            + "bends in alpha (slower).",
        HelpName = string.Join(',', Known),
    };

    public override Option Option => _option;

    protected override IEnumerable<(string Path, JsonNode? Value)> Read(ParseResult parse)
    {
        var asked = parse.GetRequiredValue(_option).Split(',', StringSplitOptions.TrimEntries);
        if (asked.Except(Known, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } unknown)
            throw new InvalidOptionsException("--watch",
                $"'{unknown}' is nothing to watch; there are {string.Join(", ", Known)}, joined by commas.");
        return Known.Intersect(asked, StringComparer.OrdinalIgnoreCase)
            .Select(name => ($"watch.{name}", (JsonNode?)JsonValue.Create(true)));
    }
}
