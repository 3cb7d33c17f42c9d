using System.Collections.Immutable;
using AerNas.Kernels.Graphs;

namespace AerNas.Networks.Fused;

/// <summary>A block that can say what it computes; one that cannot is computed by Torch, and so is the supernet around it.</summary>
internal interface ITraceable
{
    /// <summary>Adds what the block computes to the tracer's graph, step for step as its forward does.</summary>
    /// <param name="tracer">The graph and the places of the parameters.</param>
    /// <param name="sources">What the block reads: maps of one size, concatenated along the channels.</param>
    /// <returns>The block's output.</returns>
    View Trace(GraphTracer tracer, ImmutableArray<View> sources);
}
