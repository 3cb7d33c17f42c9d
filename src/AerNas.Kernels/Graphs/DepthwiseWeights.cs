using AerNas.Graphs;

namespace AerNas.Kernels.Graphs;

/// <summary>One kernel a channel.</summary>
/// <param name="Weight">// [C, 1, kH, kW]</param>
/// <param name="Window">Its shape.</param>
public sealed record DepthwiseWeights(Slice Weight, Window Window);
