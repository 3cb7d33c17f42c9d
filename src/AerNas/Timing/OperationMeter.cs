using AerNas.Graphs;
using AerNas.Latency;
using AerNas.Networks;

namespace AerNas.Timing;

/// <summary>Measures operations by themselves, in networks of nothing else.</summary>
/// <param name="skeleton">Where they stand.</param>
/// <param name="narrowest">Channels of the narrowest map of networks there: the fused engine chooses its vectors by it.</param>
/// <param name="runtime">What computes them.</param>
internal sealed class OperationMeter(Skeleton skeleton, int narrowest, LatencyRuntime runtime)
{
    private const int Cells = 2; // of an operation, one behind the other, so that its time stands out from the rest's

    /// <summary>What operations take at their places.</summary>
    /// <param name="places">The places.</param>
    /// <param name="cancellation">Checked after every measurement.</param>
    public ImmutableArray<OperationLatency> Measure(IReadOnlyCollection<OperationPlace> places, CancellationToken cancellation)
    {
        (OperationPlace Place, int Cells)[] networks = [.. places.Where(place => place.Operation != CandidateOperation.None)
            .SelectMany(place => new[] { Around(place), Of(place) }).Distinct()];
        var seconds = TimedGraph.LeastSeconds(
            networks, network => TimedGraph.Of(GraphOf(network.Place, network.Cells), (1, network.Place.Size), runtime), cancellation);
        var known = networks.Zip(seconds).ToDictionary(pair => pair.First, pair => pair.Second);
        return [.. places.Select(place => OperationLatency.Of(place, Seconds(place)))];

        double Seconds(OperationPlace place) => place.Operation == CandidateOperation.None ? 0
            : Math.Max(0, known[Of(place)] - known[Around(place)]) / (Of(place).Cells * EdgesOf(place));
    }

    private static (OperationPlace Place, int Cells) Of(OperationPlace place) => (place, IsRepeatable(place) ? Cells : 1);

    /// <summary>What the measurement of an operation has beside it.</summary>
    private static (OperationPlace Place, int Cells) Around(OperationPlace place) =>
        (place with { Operation = CandidateOperation.None, Channels = place.Reads, Stride = 1 }, 0);

    /// <summary>Edges of a cell that is measured.</summary>
    private int EdgesOf(OperationPlace place) => IsAlone ? 1 : IsRepeatable(place) ? 3 : 2;

    private bool IsAlone => skeleton.Form.Space.Edges.Length == 1;

    /// <summary>Pointwise convolutions from an image to what the operation reads, cells of it, one behind the other, and a classifier. In
    /// spaces whose cells have several edges they have three and two nodes, so that two edges read the same map and two meet in a node;
    /// where a place changes the shape of the map, it has two edges into one node, and there is one cell. An operation has its shortcut
    /// beside it where the space has these.</summary>
    /// <param name="place">The operation, and where it stands.</param>
    /// <param name="cells">How many cells of it.</param>
    internal NetworkGraph GraphOf(OperationPlace place, int cells)
    {
        var (graph, style) = (new GraphBuilder(), DerivedGraph.StyleOf(skeleton));
        var map = graph.In("narrowest").Convolution(graph.Images(1), narrowest, Window.Square(1));
        map = graph.In("reads").Convolution(map, place.Reads, Window.Square(1));
        for (var i = 0; i < cells; i++)
        {
            var (input, first) = (map, Edge($"cell{i}.edge0", map));
            if (IsAlone) map = first;
            else if (!IsRepeatable(place)) map = graph.Sum([new SumTerm(first), new SumTerm(Edge($"cell{i}.edge1", input))]);
            else map = graph.Sum([new SumTerm(Edge($"cell{i}.edge1", input)), new SumTerm(Edge($"cell{i}.edge2", first))]);
        }

        return graph.Build(graph.In("classifier").Linear(graph.GlobalAverage(map), 2));

        MapId Edge(string name, MapId source)
        {
            var site = new OperationSite(graph.In(name), source, place.Channels, place.Stride, style);
            var output = place.Operation.Build(site);
            return skeleton.Form.Space.Definition.Shortcuts ? graph.Sum([new SumTerm(output), new SumTerm(site.Shortcut())]) : output;
        }
    }

    private static bool IsRepeatable(OperationPlace place) => place.Stride == 1 && place.Reads == place.Channels;
}
