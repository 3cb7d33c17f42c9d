namespace AerNas.Reports.Pages;

/// <summary>Lines over the epochs of a run, or what else its rows are.</summary>
internal sealed record LineChart
{
    /// <summary>What it shows, with its unit where it has one.</summary>
    public required string Title { get; init; }

    /// <summary>The lines, each of as many values as the chart has epochs.</summary>
    public required ImmutableArray<ChartLine> Lines { get; init; }
    public Quantity Quantity { get; init; }

    /// <summary>The range from 0 to this value is shown, whatever the values are; null fits the range to the values.</summary>
    public double? Limit { get; init; }
    public string Axis { get; init; } = "epoch";

    /// <summary>One sentence on how to read it; mostly empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether it is one of many and drawn small.</summary>
    public bool IsSmall { get; init; }

    /// <summary>Whether any line has a value at all.</summary>
    public bool HasValues => Lines.Any(line => line.Values.Any(double.IsFinite));

    /// <summary>The chart in words, for those who do not see it.</summary>
    public string Describe() => $"{Title} by {Axis}. " + string.Join(" ", Lines.Select(line =>
    {
        var finite = line.Values.Where(double.IsFinite).ToArray();
        return finite.Length == 0
            ? $"{line.Name}: not recorded."
            : $"{line.Name}: from {Quantity.Write(finite[0])} to {Quantity.Write(finite[^1])}, between {Quantity.Write(finite.Min())} and "
            + $"{Quantity.Write(finite.Max())}.";
    }));
}

/// <summary>A line of a chart.</summary>
/// <param name="Name">What it is called in the key.</param>
/// <param name="Values">One an epoch; what is not a number is a gap.</param>
/// <param name="Style">Which dashes, marker and colour it has; see <see cref="LineStyle"/>.</param>
internal sealed record ChartLine(string Name, ImmutableArray<double> Values, int Style)
{
    /// <summary>How far the values scatter to either side, one an epoch; null where they are no means.</summary>
    public ImmutableArray<double>? Spread { get; init; }
}
