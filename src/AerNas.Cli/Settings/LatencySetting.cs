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
        Setting.Of(new Option<string>("--latency-target")
        {
            Description = "The time for a picture from which on the term latency is 0, such as 2ms.",
            HelpName = "TIME",
        }, text => Duration.TryParse(text, out var time)
            ? [("latency.target", time.TotalSeconds)]
            : throw TimeSetting.Refusal("--latency-target", text)),
    ];
}
