// Interprets a graph by torch's operators, one layer after the other. A sum takes each of its terms as soon as that is computed, so that
// without gradients no more than one of them is there at once; what no layer to come reads is let go.

using AerNas.Graphs;

namespace AerNas.Networks.Torch;

/// <summary>Evaluates networks by torch's operators, on any device and in any precision.</summary>
internal sealed class TorchEngine
{
    private readonly NetworkGraph _graph;
    private readonly LayerOperators _operators;
    // by layer: the terms that can be added once it is computed
    private readonly ImmutableArray<ImmutableArray<(int Sum, int Term)>> _ready;
    private readonly (MemoryLayout Layout, int Narrowest, int Stem) _memory;

    /// <summary>Makes an engine for a network.</summary>
    /// <param name="graph">What it computes.</param>
    /// <param name="weights">The values of its weights; they stay their owner's.</param>
    /// <param name="layout">How feature maps lie in memory.</param>
    public TorchEngine(NetworkGraph graph, NetworkWeights weights, MemoryLayout layout)
    {
        _graph = graph;
        _operators = new LayerOperators(weights);
        _memory = (layout, graph.NarrowestMap, StemOf(graph));
        var ready = graph.Layers.Select(_ => ImmutableArray.CreateBuilder<(int, int)>()).ToArray();
        for (var sum = 0; sum < ready.Length; sum++)
        {
            if (graph.Layers[sum] is not SumLayer { Terms: var terms }) continue;
            var last = 0;
            for (var term = 0; term < terms.Length; term++) ready[last = Math.Max(last, terms[term].Map.Index)].Add((sum, term));
        }

        _ready = [.. ready.Select(terms => terms.ToImmutable())];
    }

    /// <summary>Computes maps.</summary>
    /// <param name="images">Normalized images. // [N, C, H, W]</param>
    /// <param name="pass">What the pass takes beside them.</param>
    /// <param name="outputs">Which maps, of one pixel each.</param>
    /// <returns>Owned by the caller's scope. // [N, C] each</returns>
    public Tensor[] Forward(Tensor images, NetworkPass pass, ImmutableArray<MapId> outputs)
    {
        using var scope = NewDisposeScope();
        var maps = new PassMaps(_graph, images, pass, outputs);
        for (var i = 0; i < _graph.Layers.Length; i++)
        {
            if (maps.IsRead(i)) Compute(i, images, pass, maps);
            foreach (var (sum, term) in _ready[i]) maps.Add(sum, term);
        }

        return [.. outputs.Select(output => maps[output]!.flatten(1).MoveToOuterDisposeScope())];
    }

    private void Compute(int i, Tensor images, NetworkPass pass, PassMaps maps)
    {
        var layer = _graph.Layers[i];
        if (layer is SumLayer)
        {
            maps.CloseSum(i);
        }
        else if (layer is ImagesLayer)
        {
            maps.Set(i, images.contiguous(), ownsIt: false); // of few channels, they lie with channels first
        }
        else if (layer is UnaryLayer { Source: var source } && Unchanged(layer, source, pass, maps))
        {
            maps.Alias(i, source);
        }
        else
        {
            var value = _operators.Compute(layer, maps, pass);
            maps.Set(i, i == _memory.Stem ? value.InLayout(_memory.Layout, _memory.Narrowest) : value, ownsIt: true);
            foreach (var read in layer.Sources) maps.Release(read.Index);
        }
    }

    /// <summary>Whether a layer gives what it reads in this pass, be it nothing.</summary>
    private static bool Unchanged(GraphLayer layer, MapId source, NetworkPass pass, PassMaps maps) => layer switch
    {
        DropPathLayer => !pass.Training || pass.Paths is null || maps[source] is null,
        DisturbLayer disturb => !pass.Training || pass.Skips?.Reaches(disturb.Place) != true,
        NoiseLayer => !pass.Training || pass.Noise is null,
        _ => false,
    };

    /// <summary>The layer behind which maps lie as asked for: the first batch norm, or where there is none the first convolution.</summary>
    private static int StemOf(NetworkGraph graph)
    {
        var layers = graph.Layers.Select((layer, i) => (Layer: layer, Index: i)).ToArray();
        return layers.Where(l => l.Layer is NormLayer).Concat(layers.Where(l => l.Layer is ConvolutionLayer)).Select(l => l.Index)
            .FirstOrDefault(-1);
    }
}
