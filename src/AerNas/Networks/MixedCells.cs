// The supernet of a space. On every edge all the operations that are kept, weighted and summed (paper of DARTS, eq. 2). The zero operation
// has weight but no layers: its term is zero, and so is the gradient of its weight; alpha feels it through the softmax.
//
// Partial channels (Xu et al.: PC-DARTS, ICLR 2020, eq. 2), as the official model_search.py has them: an edge computes its operations on
// the first C / k channels of what it reads; the others bypass them, a stride of 2 by 2x2 maximum; its output is [mixed, bypass], then a
// channel shuffle with k groups. The official code shuffles every edge. A shuffle is linear, so that the sums of a node are taken apart
// and shuffled once: the same additions in the same order. Channels are not chosen at random: the shuffle brings all of them to the front
// in turn.

using AerNas.Graphs;

namespace AerNas.Networks;

/// <summary>Writes the cells of a supernet.</summary>
/// <param name="kept">The space and the operations that are built.</param>
/// <param name="options">How many channels the operations see, and what passes may do.</param>
/// <param name="style">How blocks are made.</param>
internal sealed class MixedCells(KeptOperations kept, SupernetOptions options, BlockStyle style)
{
    private readonly SearchSpace _space = kept.Space;
    private readonly Dictionary<(CellKind, NodeIndex), ImmutableArray<int>> _entries = []; // one array a node of a kind, for all its cells

    /// <summary>The skip connections that passes may disturb, in the order they are computed.</summary>
    public List<SkipPlace> Skips { get; } = [];

    /// <summary>The kinds, by place in the space, of the cells whose edges passes may drop, in the order of computation.</summary>
    public List<int> Paths { get; } = [];

    /// <summary>The kernels that operations share, with the edges that they lie on, in the order of the network.</summary>
    public List<(CellKind Kind, EdgeId Edge, GraphWeight Kernel)> Kernels { get; } = [];

    public MapId Write(CellSite site)
    {
        var states = site.Inputs.Select(input => Split(site.Graph, input)).ToList();
        foreach (var node in _space.ComputedNodes) states.Add(Node(site, node, states));
        return site.Graph.Concatenate([.. _space.OutputNodes.SelectMany(node => states[node.Value].Whole)]);
    }

    private State Node(CellSite site, NodeIndex node, List<State> states)
    {
        var (mixed, bypass) = (new List<SumTerm>(), new List<SumTerm>());
        foreach (var edge in _space.EdgesInto(node))
        {
            var x = states[edge.From.Value];
            mixed.AddRange(Edge(site, edge, x.Mixed));
            if (x.Bypass is { } others) bypass.Add(new SumTerm(Passed(site, edge, others), Mixture.EdgeEntryOf(_space, site.Kind, edge)));
        }

        var sum = site.Graph.Sum([.. mixed], EntriesOf(site.Kind, node));
        if (bypass.Count == 0) return new State(sum);
        return Split(site.Graph, site.Graph.Shuffle(site.Graph.Concatenate([sum, site.Graph.Sum([.. bypass])]), options.PartialChannels));
    }

    private IEnumerable<SumTerm> Edge(CellSite site, EdgeId edge, MapId x)
    {
        var (graph, stride) = (site.Graph.In(edge.ToString()), site.StrideOf(edge));
        var terms = new List<SumTerm>();
        var place = new OperationSite(graph, x, site.Channels / options.PartialChannels, stride, style);
        if (options.SharesKernels) terms.Add(Shared(site, edge, place));
        foreach (var operation in kept.Of(site.Kind, edge).Where(o => o.Family != OperationFamily.None && !options.SharesKernels))
        {
            var entry = Mixture.EntryOf(_space, site.Kind, edge, operation);
            var output = operation.Build(place with { Graph = graph.In(operation.Name) });
            if (options.DisturbsSkips && operation.Family == OperationFamily.Skip)
            {
                output = graph.Disturb(output);
                Skips.Add(new SkipPlace(_space.CellKinds.IndexOf(site.Kind), entry, stride));
            }

            terms.Add(new SumTerm(output, entry));
        }

        if (_space.Definition.Shortcuts && terms.Count > 0)
            terms.Add(new SumTerm(place.Shortcut(), Mixture.EdgeEntryOf(_space, site.Kind, edge)));
        if (!options.DropsPaths || terms.Count == 0) return terms;
        Paths.Add(_space.CellKinds.IndexOf(site.Kind));
        return [new SumTerm(graph.DropPath(graph.Sum([.. terms])))];
    }

    private SumTerm Shared(CellSite site, EdgeId edge, OperationSite place)
    {
        var shared = Superkernel.Of(kept.Of(site.Kind, edge))
            ?? throw new ArgumentException($"The operations of {edge} in the {site.Kind} cell share no weights.", nameof(edge));
        var (map, kernel) = shared.Build(place, operation => Mixture.EntryOf(_space, site.Kind, edge, operation));
        Kernels.Add((site.Kind, edge, kernel));
        return new SumTerm(map);
    }

    private static MapId Passed(CellSite site, EdgeId edge, MapId bypass)
    {
        var stride = site.StrideOf(edge);
        if (stride == 1) return bypass;
        return site.Graph.Pool(bypass, PoolKind.Maximum, new Window(stride, stride) { Stride = (stride, stride), KeepsPartial = true });
    }

    private State Split(GraphBuilder graph, MapId whole)
    {
        if (options.PartialChannels == 1) return new State(whole);
        var (channels, mixed) = (graph.ChannelsOf(whole), graph.ChannelsOf(whole) / options.PartialChannels);
        return new State(graph.Slice(whole, 0, mixed), graph.Slice(whole, mixed, channels - mixed));
    }

    private ImmutableArray<int> EntriesOf(CellKind kind, NodeIndex node)
    {
        if (!_entries.TryGetValue((kind, node), out var entries))
        {
            _entries[(kind, node)] = entries =
                [.. from edge in _space.EdgesInto(node)
                    from operation in _space.Operations select Mixture.EntryOf(_space, kind, edge, operation)];
        }

        return entries;
    }

    /// <summary>A node as its edges read it: the channels operations see, and those that bypass them; none where all go through.</summary>
    private readonly record struct State(MapId Mixed, MapId? Bypass = null)
    {
        public ImmutableArray<MapId> Whole => Bypass is { } bypass ? [Mixed, bypass] : [Mixed];
    }
}
