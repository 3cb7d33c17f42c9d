namespace AerNas.Kernels.Graphs;

/// <summary>A network has a layer that the kernels do not compute. The message says which, to follow "the fused engine cannot run it:".</summary>
public sealed class UnsupportedLayerException(string message) : Exception(message);
