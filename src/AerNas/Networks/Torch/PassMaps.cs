using AerNas.Graphs;

namespace AerNas.Networks.Torch;

/// <summary>The maps of a pass: computed, handed on to those that read them, and let go behind the last.</summary>
internal sealed class PassMaps
{
    private readonly NetworkGraph _graph;
    private readonly NetworkPass _pass;
    private readonly Tensor?[] _maps;
    private readonly int[] _uses; // how often each is still to be read
    private readonly int[] _owners; // the map that holds the tensor; -1: nobody here
    private readonly bool[] _begun; // whether a sum has a tensor of its own
    private readonly Tensor?[] _entries; // the mixture, an element an entry; null is 1
    private readonly Dictionary<ImmutableArray<int>, Tensor> _numbers = [];
    private readonly Tensor _images;
    private MapShape[]? _shapes;

    /// <summary>Begins a pass.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="images">// [N, C, H, W]</param>
    /// <param name="pass">What the pass takes beside them.</param>
    /// <param name="outputs">What is asked for.</param>
    public PassMaps(NetworkGraph graph, Tensor images, NetworkPass pass, ImmutableArray<MapId> outputs)
    {
        (_graph, _images, _pass) = (graph, images, pass);
        _maps = new Tensor?[graph.Layers.Length];
        (_uses, _owners, _begun) = (new int[_maps.Length], new int[_maps.Length], new bool[_maps.Length]);
        _entries = pass.Mixture?.Scalars() ?? [];
        foreach (var output in outputs) _uses[output.Index]++;
        for (var i = _maps.Length - 1; i >= 0; i--)
        {
            if (_uses[i] == 0) continue;
            if (graph.Layers[i] is SumLayer sum) CountTerms(sum);
            else foreach (var source in graph.Layers[i].Sources) _uses[source.Index]++;
        }
    }

    /// <summary>A map; null where it is a sum to which nothing was added.</summary>
    public Tensor? this[MapId map] => _maps[map.Index];

    /// <summary>An entry of the mixture; null where it takes no part.</summary>
    public Tensor? WeightOf(int entry) => _pass.Mixture!.TakesPart(entry) ? _entries[entry] : null;

    public bool IsRead(int map) => _uses[map] > 0;

    public void Set(int map, Tensor value, bool ownsIt) => (_maps[map], _owners[map]) = (value, ownsIt ? map : -1);

    /// <summary>Lets a map be the one that its layer reads.</summary>
    public void Alias(int map, MapId source) => (_maps[map], _owners[map]) = (_maps[source.Index], source.Index);

    public void Release(int map)
    {
        if (--_uses[map] > 0 || _maps[map] is not { } value) return;
        _maps[map] = null;
        if (_owners[map] == map) value.Dispose();
        else if (_owners[map] >= 0) Release(_owners[map]);
    }

    /// <summary>Adds a term to a sum, if both take part.</summary>
    public void Add(int sum, int index)
    {
        var term = ((SumLayer)_graph.Layers[sum]).Terms[index];
        if (_uses[sum] == 0 || !TakesPart(term)) return;
        if (_maps[term.Map.Index] is { } value)
        {
            var weight = term.MixtureEntry is { } entry ? _entries[entry] : null;
            if (_maps[sum] is null && weight is null)
            {
                Alias(sum, term.Map); // it is read until the sum has a tensor of its own
                return;
            }

            Add(sum, value, weight);
        }

        Release(term.Map.Index);
    }

    /// <summary>Ends a sum: adds the weights of entries that take no part, where the mixture does; an empty one is zero.</summary>
    public void CloseSum(int map)
    {
        var sum = (SumLayer)_graph.Layers[map];
        if (_maps[map] is null && !sum.Entries.IsEmpty) Own(map, Zeros(sum));
        if (_maps[map] is { } value && NumberOf(sum.Entries) is { } number) Own(map, value.Plus(number));
    }

    private void Add(int sum, Tensor value, Tensor? weight)
    {
        var total = _maps[sum];
        if (total is null) Own(sum, value * weight!);
        else if (!_begun[sum]) Own(sum, weight is null ? total.Plus(value) : total.Plus(value * weight));
        else if (weight is null) total.PlusInPlace(value);
        else total.PlusProductInPlace(value, weight);
    }

    private void Own(int sum, Tensor value)
    {
        var borrowed = _maps[sum] is not null && _owners[sum] != sum ? _owners[sum] : -1;
        Set(sum, value, ownsIt: true);
        _begun[sum] = true;
        if (borrowed >= 0) Release(borrowed);
    }

    private void CountTerms(SumLayer sum)
    {
        foreach (var term in sum.Terms)
            if (TakesPart(term)) _uses[term.Map.Index]++;
    }

    private bool TakesPart(SumTerm term) => term.MixtureEntry is not { } entry || _pass.Mixture!.TakesPart(entry);

    /// <summary>The sum of the weights of a node's entries that take no part; null where they add nothing.</summary>
    private Tensor? NumberOf(ImmutableArray<int> entries)
    {
        if (_pass.Mixture is not { AddsInactiveWeights: true } mixture || entries.IsEmpty) return null;
        if (_numbers.TryGetValue(entries, out var number)) return number;
        return _numbers[entries] = stack([.. entries.Where(entry => !mixture.TakesPart(entry)).Select(entry => _entries[entry]!)]).sum();
    }

    /// <summary>Zeros in the shape of a sum. // [N, C, H, W]</summary>
    private Tensor Zeros(SumLayer sum)
    {
        _shapes ??= _graph.ShapesFor((int)_images.shape[2]);
        var shape = _shapes[sum.Terms[0].Map.Index];
        return zeros([_images.shape[0], shape.Channels, shape.Height, shape.Width], _images.dtype, _images.device);
    }
}
