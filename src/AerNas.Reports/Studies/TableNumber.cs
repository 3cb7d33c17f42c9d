using System.Globalization;

namespace AerNas.Reports.Studies;

/// <summary>Numbers as the tables of a study write them.</summary>
internal static class TableNumber
{
    public const string Nothing = "–";
    public const string Plain = "0.00";

    /// <summary>A number; <see cref="Nothing"/> where it is none.</summary>
    public static string Of(double value, string format = Plain) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : Nothing;

    /// <summary>A mean with its standard deviation, where that is known: of one value there is none.</summary>
    public static string WithSpread(double mean, double? deviation, string format = Plain) =>
        deviation is { } known && double.IsFinite(known) ? $"{Of(mean, format)} ± {Of(known, format)}" : Of(mean, format);
}
