namespace AerNas.Cli.Settings;

/// <summary><c>--watch discretization,eigenvalue</c>.</summary>
internal static class WatchSetting
{
    private static readonly string[] Known = ["discretization", "eigenvalue"];

    public static Setting Create() => Setting.Of(new Option<string>("--watch")
    {
        Description = "Measure after every epoch what deriving the architecture would cost now, and how sharply the loss "
            + "bends in alpha (slower).",
        HelpName = string.Join(',', Known),
    }, Read);

    private static IEnumerable<(string Path, JsonNode? Value)> Read(string given)
    {
        var asked = given.Split(',', StringSplitOptions.TrimEntries);
        if (asked.Except(Known, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } unknown)
            throw new InvalidOptionsException("--watch",
                $"'{unknown}' is nothing to watch; there are {string.Join(", ", Known)}, joined by commas.");
        return Known.Intersect(asked, StringComparer.OrdinalIgnoreCase).Select(name => ($"watch.{name}", (JsonNode?)true));
    }
}
