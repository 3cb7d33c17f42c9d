namespace AerNas.Statistics;

/// <summary>What all statistics demand of the numbers they are given.</summary>
internal static class Samples
{
    public static void RequireNumbers(IReadOnlyList<double> values)
    {
        for (var i = 0; i < values.Count; i++)
            if (double.IsNaN(values[i])) throw new ArgumentException($"Value {i} of {values.Count} is not a number.", nameof(values));
    }

    public static void RequireFinite(IReadOnlyList<double> values, int least)
    {
        if (values.Count < least) throw new ArgumentException($"Expected at least {least} values, got {values.Count}.", nameof(values));
        for (var i = 0; i < values.Count; i++)
            if (!double.IsFinite(values[i])) throw new ArgumentException($"Value {i} of {values.Count} is not finite.", nameof(values));
    }

    /// <summary>Second minus first of each pair.</summary>
    public static double[] Differences(IReadOnlyList<double> first, IReadOnlyList<double> second, int least)
    {
        RequirePairs(first, second);
        RequireFinite(first, least);
        RequireFinite(second, least);
        return [.. first.Zip(second, (a, b) => b - a)];
    }

    public static void RequirePairs(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count != second.Count)
            throw new ArgumentException($"Pairs are expected: the first sample has {first.Count} values, the second {second.Count}.",
                nameof(second));
    }

    public static void RequireLevel(double level)
    {
        if (level is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "A level of confidence lies between 0 and 1, e.g. 0.95.");
    }
}
