using MathNet.Numerics.Statistics;

namespace AerNas.Timing;

/// <summary>What a table expected of networks, beside what they took.</summary>
/// <param name="Networks">The networks, at least one.</param>
public sealed record LatencyForecast(ImmutableArray<ForetoldNetwork> Networks)
{
    /// <summary>How alike both rank the networks, -1 to 1; null where one of them ranks nothing, or there are fewer than two.</summary>
    public double? KendallTau => Networks.Length > 1 && Tau() is var tau && double.IsFinite(tau) ? tau : null;

    /// <summary>By which part of its measured latency half of the networks were foretold wrongly at most.</summary>
    public double MedianError => Networks.Select(network => Math.Abs(network.Expected / network.Measured - 1)).Median();

    private double Tau() => Statistics.KendallTau.Of(
        [.. Networks.Select(network => network.Expected)], [.. Networks.Select(network => network.Measured)]).Tau;
}

/// <summary>A network, what a table expected of it, and what it took.</summary>
/// <param name="Architecture">Its architecture.</param>
/// <param name="Expected">Seconds for a picture, by the table.</param>
/// <param name="Measured">Seconds for a picture.</param>
public sealed record ForetoldNetwork(Genotype Architecture, double Expected, double Measured);
