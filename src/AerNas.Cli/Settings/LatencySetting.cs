using AerNas.Latency;

namespace AerNas.Cli.Settings;

/// <summary><c>--latency FILE</c> and <c>--latency-target TIME</c>, which go with <c>--term latency=WEIGHT</c>.</summary>
internal static class LatencySetting
{
    public static IEnumerable<Setting> Create() =>
    [
        Setting.Of(new Option<string>("--latency")
        {
            Description = "The table of measured operations that the term latency judges by (see aernas latency).",
            HelpName = "FILE",
        }, path => [("latency.table", LatencyTable.Read(path).ToJson())]),
        TimeSetting.InSeconds("--latency-target", "latency.target",
            "The time for a picture from which on the term latency is 0, such as 2ms."),
    ];
}
