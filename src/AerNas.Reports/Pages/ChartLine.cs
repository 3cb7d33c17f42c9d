using System.Collections.Immutable;

namespace AerNas.Reports.Pages;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What it is called in the key.</param>
/// <param name="Values">One an epoch; what is not a number is a gap.</param>
/// <param name="Style">Which dashes, marker and colour it has; see <see cref="LineStyle"/>.</param>
internal sealed record ChartLine(string Name, ImmutableArray<double> Values, int Style)
{
    /// <summary>How far the values scatter to either side, one an epoch; null where they are no means.</summary>
    public ImmutableArray<double>? Spread { get; init; }
}
