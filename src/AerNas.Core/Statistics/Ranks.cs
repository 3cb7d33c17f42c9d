namespace AerNas.Statistics;

/// <summary>Ranks of numbers, from 1; equal numbers share the mean of the ranks they take up.</summary>
public static class Ranks
{
    /// <summary>The rank of each number, in the order given.</summary>
    /// <exception cref="ArgumentException">One is not a number.</exception>
    public static ImmutableArray<double> Of(IReadOnlyList<double> values)
    {
        Samples.RequireNumbers(values);
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Count];
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && values[order[end]] == values[order[start]];) end++;
            for (var i = start; i < end; i++) ranks[order[i]] = (start + 1 + end) / 2.0;
        }

        return [.. ranks];
    }

    /// <summary>How often each number occurs that occurs more than once.</summary>
    internal static IEnumerable<long> Ties(IEnumerable<double> values) =>
        values.GroupBy(value => value).Select(group => group.LongCount()).Where(count => count > 1);
}
