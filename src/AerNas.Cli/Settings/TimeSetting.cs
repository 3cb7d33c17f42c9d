namespace AerNas.Cli.Settings;

/// <summary>A flag that takes a time, such as <c>20m</c> or <c>5ms</c>.</summary>
internal static class TimeSetting
{
    /// <summary>A flag of an option that is a time.</summary>
    public static Setting Create(string flag, string path, string description) =>
        Create(flag, path, description, time => time.ToString("c"));

    /// <summary>A flag of an option that is a number of seconds.</summary>
    public static Setting InSeconds(string flag, string path, string description) =>
        Create(flag, path, description, time => time.TotalSeconds);

    private static Setting Create(string flag, string path, string description, Func<TimeSpan, JsonNode> value) => Setting.Of(
        new Option<string>(flag) { Description = description, HelpName = "TIME" },
        text => Duration.TryParse(text, out var time)
            ? [(path, value(time))]
            : throw new InvalidOptionsException(flag, $"'{text}' is no time; give numbers with units, such as 5ms, 90s, 20m or 1h30m."));
}
