namespace AerNas.Kernels.Graphs;

/// <summary>A map that a pass may disturb by numbers of its own, element by element; elsewhere a copy of what it reads.</summary>
/// <param name="Source">What it reads.</param>
/// <param name="Place">What <see cref="Engine.IDisturbance"/> knows it by.</param>
public sealed record DisturbNode(View Source, int Place) : GraphNode;
