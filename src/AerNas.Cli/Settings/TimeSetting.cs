namespace AerNas.Cli.Settings;

/// <summary>A flag that takes a time, such as <c>20m</c> or <c>5ms</c>.</summary>
internal static class TimeSetting
{
    public static Setting Create(string flag, string path, string description) => Setting.Of(
        new Option<string>(flag) { Description = description, HelpName = "TIME" },
        text => Duration.TryParse(text, out var time)
            ? [(path, time.ToString("c"))]
            : throw Refusal(flag, text));

    public static InvalidOptionsException Refusal(string flag, string text) =>
        new(flag, $"'{text}' is no time; give numbers with units, such as 5ms, 90s, 20m or 1h30m.");
}
