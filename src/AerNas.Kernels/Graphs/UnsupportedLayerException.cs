namespace AerNas.Kernels.Graphs;

/// <summary>The kernels do not compute a layer. The message says which, to follow "the fused engine cannot run it:".</summary>
public sealed class UnsupportedLayerException(string message) : Exception(message);
