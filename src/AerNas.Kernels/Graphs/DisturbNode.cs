namespace AerNas.Kernels.Graphs;

/// <summary>A map that a pass may disturb, element by element or image by image; elsewhere a copy of what it reads.</summary>
/// <param name="Source">What it reads.</param>
/// <param name="Place">What <see cref="Engine.IDisturbance"/> knows it by.</param>
/// <param name="ScalesOnly">Whether images are scaled and no numbers are drawn for elements.</param>
public sealed record DisturbNode(View Source, int Place, bool ScalesOnly = false) : GraphNode;
