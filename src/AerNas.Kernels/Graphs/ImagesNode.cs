namespace AerNas.Kernels.Graphs;

/// <summary>The images of the batch.</summary>
/// <param name="Channels">1 for grey, 3 for colour.</param>
public sealed record ImagesNode(int Channels) : GraphNode;
