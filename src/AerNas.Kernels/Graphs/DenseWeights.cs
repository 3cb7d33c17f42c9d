using AerNas.Graphs;

namespace AerNas.Kernels.Graphs;

/// <summary>A kernel from all input channels to some output channels.</summary>
/// <param name="Weight">// [C_out, C_in, kH, kW]</param>
/// <param name="Outputs">C_out.</param>
/// <param name="Window">Its shape.</param>
public sealed record DenseWeights(Slice Weight, int Outputs, Window Window);
