using static AerNas.Reports.Pages.Html;

namespace AerNas.Reports.Pages;

/// <summary>How lines are told apart without colour: eight markers, and other dashes for neighbours.</summary>
internal static class LineStyle
{
    /// <summary>How many there are; further lines begin again.</summary>
    public const int Count = 8;

    /// <summary>The class that gives a line its colour and dashes.</summary>
    public static string ClassOf(int style) => $"s{style % Count}";

    /// <summary>A marker with its middle at a place, drawn with the class of its line.</summary>
    public static string Marker(int style, double x, double y)
    {
        const double R = 3.2;
        var path = (style % Count) switch
        {
            0 => $"M{P(x - R, y)}a{R} {R} 0 1 0 {2 * R} 0a{R} {R} 0 1 0 {-2 * R} 0z",
            1 => $"M{P(x - R, y - R)}h{2 * R}v{2 * R}h{-2 * R}z",
            2 => $"M{P(x, y - R)}L{P(x + R, y + R)}H{Number(x - R)}z",
            3 => $"M{P(x, y - 4)}L{P(x + 4, y)} {P(x, y + 4)} {P(x - 4, y)}z",
            4 => $"M{P(x - R, y - R)}L{P(x + R, y + R)}M{P(x - R, y + R)}L{P(x + R, y - R)}",
            5 => $"M{P(x, y + R)}L{P(x + R, y - R)}H{Number(x - R)}z",
            6 => $"M{P(x - 4, y)}H{Number(x + 4)}M{P(x, y - 4)}V{Number(y + 4)}",
            _ => $"M{P(x - R, y - 4)}h{2 * R}v8h{-2 * R}z",
        };
        return $"<path class=\"mark {ClassOf(style)}\" d=\"{path}\"/>";
    }

    /// <summary>A short piece of the line with its marker, for the key.</summary>
    public static string Sample(int style) =>
        $"<svg class=\"sample\" viewBox=\"0 0 40 12\" aria-hidden=\"true\"><path class=\"line {ClassOf(style)}\" d=\"M1 "
        + $"6H39\"/>{Marker(style, 20, 6)}</svg>";

    private static string P(double x, double y) => $"{Number(x)} {Number(y)}";
}
