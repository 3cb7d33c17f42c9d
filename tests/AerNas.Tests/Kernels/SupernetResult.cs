namespace AerNas.Tests.Kernels;

/// <summary>What a pass over a small network gives, forward and backward.</summary>
internal sealed record SupernetResult(double[] Logits, double[] Weights, double[] Mixture, double[] Statistics);
