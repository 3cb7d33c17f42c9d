using System.Collections.Immutable;
using AerNas.Kernels.Graphs;

namespace AerNas.Networks;

/// <summary>A node's feature map in a traced graph, as the edges that leave it read it.</summary>
/// <param name="Mixed">The channels that operations read: all, or the first with <see cref="PartialChannels"/>.</param>
/// <param name="Bypass">The other channels; null where there are none.</param>
internal sealed record NodeViews(View Mixed, View? Bypass = null)
{
    /// <summary>The whole map: views that stand side by side.</summary>
    public ImmutableArray<View> Whole => Bypass is { } bypass ? [Mixed, bypass] : [Mixed];
}
