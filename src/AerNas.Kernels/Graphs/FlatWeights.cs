using AerNas.Graphs;

namespace AerNas.Kernels.Graphs;

/// <summary>Where each of a list of weights lies in one array of all of them.</summary>
internal sealed class FlatWeights
{
    private readonly Slice[] _slices;

    public FlatWeights(ImmutableArray<GraphWeight> weights)
    {
        _slices = new Slice[weights.Length];
        var offset = 0L;
        foreach (var weight in weights)
        {
            if (offset + weight.Length > int.MaxValue) throw new UnsupportedLayerException($"it holds at most {int.MaxValue} weights");
            _slices[weight.Index] = new Slice((int)offset, (int)weight.Length);
            offset += weight.Length;
        }
    }

    public Slice this[GraphWeight weight] => _slices[weight.Index];
}
