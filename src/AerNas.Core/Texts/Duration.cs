using System.Globalization;
using System.Text.RegularExpressions;

namespace AerNas.Texts;

/// <summary>Times as people write them: <c>20m</c>, <c>1h30m</c>, <c>90s</c>, <c>5ms</c>, <c>200us</c>.</summary>
public static partial class Duration
{
    /// <summary>Reads a time: numbers with a unit each (<c>d</c>, <c>h</c>, <c>m</c>, <c>s</c>, <c>ms</c>,
    /// <c>us</c> or <c>µs</c>), the largest first.</summary>
    /// <param name="text">The text.</param>
    /// <param name="duration">What it says.</param>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (text is null || Form().Match(text) is not { Success: true, Length: > 0 } match) return false;
        var seconds = Number("d") * 86_400 + Number("h") * 3_600 + Number("m") * 60 + Number("s") + Number("ms") / 1_000
            + Number("us") / 1_000_000;
        if (!(seconds <= TimeSpan.MaxValue.TotalSeconds)) return false;
        duration = TimeSpan.FromSeconds(seconds);
        return true;

        double Number(string unit) =>
            match.Groups[unit] is { Success: true, Value: var digits } ? double.Parse(digits, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>A time in its two largest units, such as <c>1h 30m</c> or <c>45s</c>; less than a second in milliseconds.</summary>
    public static string Text(TimeSpan duration)
    {
        if (duration < TimeSpan.FromSeconds(1)) return string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.##}ms");
        var whole = TimeSpan.FromSeconds(Math.Round(duration.TotalSeconds));
        var parts = new[] { (whole.Days, "d"), (whole.Hours, "h"), (whole.Minutes, "m"), (whole.Seconds, "s") }
            .SkipWhile(part => part.Item1 == 0).Take(2).Where(part => part.Item1 > 0);
        return string.Join(' ', parts.Select(part => $"{part.Item1}{part.Item2}"));
    }

    [GeneratedRegex(
        @"^((?<d>\d+(\.\d+)?)d)?((?<h>\d+(\.\d+)?)h)?((?<m>\d+(\.\d+)?)m(?!s))?"
        + @"((?<s>\d+(\.\d+)?)s)?((?<ms>\d+(\.\d+)?)ms)?((?<us>\d+(\.\d+)?)(us|µs|μs))?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
