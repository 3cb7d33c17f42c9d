using System.Globalization;

namespace AerNas.Reports.Pages;

/// <summary>Writes numbers as charts and tables show them.</summary>
internal static class Quantities
{
    /// <summary>A value; a dash for what is not a number.</summary>
    public static string Write(this Quantity quantity, double value) => double.IsNaN(value) ? "–" : quantity switch
    {
        Quantity.Share => (100 * value).ToString("0.0", CultureInfo.InvariantCulture) + " %",
        Quantity.Count => value.ToString("0.##", CultureInfo.InvariantCulture),
        _ => Significant(value),
    };

    /// <summary>A tick of an axis: no more digits than its place has.</summary>
    public static string WriteTick(this Quantity quantity, double value) => quantity switch
    {
        Quantity.Share => (100 * value).ToString("0.##", CultureInfo.InvariantCulture) + " %",
        _ => Math.Abs(value) is >= 1e5 or (> 0 and < 1e-4)
            ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
            : value.ToString("0.######", CultureInfo.InvariantCulture),
    };

    private static string Significant(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1e6 or < 1e-4 => value.ToString("0.###e0", CultureInfo.InvariantCulture),
        >= 1000 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.000", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0000", CultureInfo.InvariantCulture),
    };
}

/// <summary>How the numbers of a chart are written.</summary>
internal enum Quantity
{
    /// <summary>Four significant digits.</summary>
    Plain,

    /// <summary>A fraction, as a percentage.</summary>
    Share,

    Count,
}
