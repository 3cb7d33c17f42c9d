using System.Globalization;

namespace AerNas.Cli.Settings;

/// <summary>A flag that takes a large whole number, also as <c>500k</c>, <c>1.5M</c> or <c>2G</c>.</summary>
internal static class CountSetting
{
    private const string Units = "kMG"; // thousand times as much each

    public static Setting Create(string flag, string path, string description) => Setting.Of(
        new Option<string>(flag) { Description = description, HelpName = "N|Nk|NM" },
        text => TryParse(text, out var count)
            ? [(path, count)]
            : throw new InvalidOptionsException(flag, $"'{text}' is no number; give one such as 500000, 500k or 1.5M."));

    private static bool TryParse(string text, out long count)
    {
        var power = Units.IndexOf(text[^1], StringComparison.OrdinalIgnoreCase) + 1;
        var digits = power > 0 ? text[..^1] : text;
        var isNumber = decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number < 1_000_000_000;
        for (var i = 0; i < power && isNumber; i++) number *= 1000;
        count = isNumber ? (long)number : 0;
        return isNumber && number == count;
    }
}
