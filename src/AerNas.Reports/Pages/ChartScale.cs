namespace AerNas.Reports.Pages;

/// <summary>The range of an axis and where its ticks stand: at multiples of 1, 2 or 5 times a power of ten.</summary>
internal sealed record ChartScale(double Low, double High, ImmutableArray<double> Ticks)
{
    private const int MostTicks = 6;
    private const double Apart = 0.7; // of a step, between two labels

    /// <summary>A scale from tick to tick around some values; what is not finite is left out.</summary>
    /// <param name="values">The values.</param>
    /// <param name="leastStep">How far ticks are apart at least: 1 for what is counted.</param>
    public static ChartScale Around(IEnumerable<double> values, double leastStep = 0)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (finite.Min(), finite.Max());
        if (low == 0 && high == 0)
        {
            high = 1; // nothing at all: the line lies on the ground
        }
        else if (high - low <= 1e-9 * Math.Max(Math.Abs(low), Math.Abs(high)))
        {
            var margin = Math.Abs(high) / 10;
            (low, high) = (low - margin, high + margin);
        }

        var step = Math.Max(leastStep, Step(high - low, MostTicks - 1));
        var (first, last) = (Math.Floor(low / step + 1e-9), Math.Ceiling(high / step - 1e-9));
        return new ChartScale(first * step, last * step, Multiples(first, last, step));
    }

    /// <summary>Ticks at the first and last epoch and at round ones between, no two crowded; a single epoch stands in the middle.</summary>
    public static ChartScale OfEpochs(int count)
    {
        var step = Math.Max(1, Step(count, MostTicks));
        var round = Multiples(1, Math.Floor(count / step), step).Where(tick => tick - 1 >= Apart * step && count - tick >= Apart * step);
        return count == 1 ? new ChartScale(0.5, 1.5, [1]) : new ChartScale(1, count, [1, .. round, count]);
    }

    /// <summary>How far a value lies from the low to the high end, 0 to 1.</summary>
    public double Share(double value) => (value - Low) / (High - Low);

    private static ImmutableArray<double> Multiples(double first, double last, double step) =>
        [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => Math.Round((first + i) * step, 12))];

    private static double Step(double range, int steps)
    {
        var rough = range / steps;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * (rough / power) switch { <= 1.0000001 => 1, <= 2.0000001 => 2, <= 5.0000001 => 5, _ => 10 };
    }
}
