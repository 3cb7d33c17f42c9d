using System.Collections.Immutable;
using AerNas.Kernels.Graphs;
using AerNas.Networks.Fused;
using static TorchSharp.torch;

namespace AerNas.Networks.Blocks;

/// <summary>The skip connection at stride 1.</summary>
public sealed class Skip() : nn.Module<Tensor, Tensor>(nameof(Skip)), ITraceable
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.alias(); // [N, C, H, W]
    }

    View ITraceable.Trace(GraphTracer tracer, ImmutableArray<View> sources) => sources.Single();
}
