using AerNas.Latency;
using AerNas.Networks;

namespace AerNas.Regularizers;

/// <summary>What a term is made of.</summary>
/// <param name="Weight">What it counts.</param>
/// <param name="Cells">The cells of the supernet.</param>
/// <param name="Latency">The latencies that the search was given.</param>
public sealed record TermContext(double Weight, ImmutableArray<CellSize> Cells, LatencyOptions Latency);
