using AerNas.Graphs;
using AerNas.Latency;
using AerNas.Networks;
using AerNas.Sampling;
using AerNas.Sizes;
using MathNet.Numerics.Statistics;

namespace AerNas.Timing;

/// <summary>Measures latencies on this machine, on one thread.</summary>
public static class LatencyMeter
{
    private const int Cells = 2; // of an operation, one behind the other, so that its time stands out from the rest's
    private const int Networks = 5; // by which the rest is measured
    private const int FirstOfOthers = 1000; // the seed of networks that it is not measured by

    /// <summary>Measures the network of an architecture.</summary>
    /// <param name="genotype">The architecture.</param>
    /// <param name="skeleton">How its cells are stacked; of the genotype's space.</param>
    /// <param name="runtime">What computes it.</param>
    /// <returns>Seconds for a picture.</returns>
    /// <exception cref="MemoryShortageException">It takes more memory than there is.</exception>
    public static double Seconds(Genotype genotype, Skeleton skeleton, LatencyRuntime runtime)
    {
        ArgumentNullException.ThrowIfNull(skeleton);
        using var network = TimedGraph.Of(genotype, skeleton, runtime);
        return network.Seconds();
    }

    /// <summary>The median of many pictures, which a limit is held against.</summary>
    internal static TimeSpan Median(Genotype genotype, Skeleton skeleton, LatencyRuntime runtime)
    {
        using var network = TimedGraph.Of(genotype, skeleton, runtime);
        return network.Median();
    }

    /// <summary>Measures every operation of a space at each of its places in the networks of a skeleton, and what these take
    /// beside.</summary>
    /// <param name="skeleton">How cells are stacked.</param>
    /// <param name="runtime">What computes it.</param>
    /// <param name="cancellation">Checked after every operation and network.</param>
    /// <exception cref="MemoryShortageException">A network takes more memory than there is.</exception>
    public static LatencyTable Measure(Skeleton skeleton, LatencyRuntime runtime, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(skeleton);
        skeleton.Validate();
        ImmutableArray<Genotype> networks = [.. Drawn(skeleton.Form.Space, firstSeed: 0, Networks)];
        foreach (var network in networks) TimedGraph.RequireMemory(network, skeleton);
        var entries = new List<OperationLatency>();
        var around = new Dictionary<(int Reads, int Size), double>(); // what a measurement has beside the operation
        foreach (var place in Places(skeleton))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!around.TryGetValue((place.Reads, place.Size), out var without))
                around[(place.Reads, place.Size)] = without = SecondsOf(place, 0, skeleton, runtime);
            entries.Add(OperationLatency.Of(place, Seconds(place, without, skeleton, runtime)));
        }

        var table = new LatencyTable
        {
            Format = LatencyTable.CurrentFormat,
            Runtime = runtime,
            Skeleton = skeleton with { AuxiliaryHead = AuxiliaryHead.None },
            Machine = RunMachine.Current,
            Versions = Versions.Current,
            RestSeconds = 0,
            Operations = [.. entries],
        };
        return table with
        {
            RestSeconds = networks.Select(network =>
            {
                cancellation.ThrowIfCancellationRequested();
                return Seconds(network, skeleton, runtime) - table.SecondsOfOperations(network);
            }).Median(),
        };
    }

    /// <summary>Measures random networks beside what a table expects of them.</summary>
    /// <param name="table">The table, of this machine.</param>
    /// <param name="networks">How many; those by which the table's rest was measured are not among them.</param>
    /// <param name="cancellation">Checked after every network.</param>
    public static LatencyForecast Foretell(LatencyTable table, int networks, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        var foretold = ImmutableArray.CreateBuilder<ForetoldNetwork>();
        foreach (var drawn in Drawn(table.Skeleton.Form.Space, FirstOfOthers, networks))
        {
            cancellation.ThrowIfCancellationRequested();
            foretold.Add(new ForetoldNetwork(drawn, table.Seconds(drawn), Seconds(drawn, table.Skeleton, table.Runtime)));
        }

        return new LatencyForecast(foretold.ToImmutable());
    }

    /// <summary>Architectures all of whose nodes and operations have a part in what the network computes.</summary>
    private static IEnumerable<Genotype> Drawn(SearchSpace space, int firstSeed, int count) =>
        Enumerable.Range(firstSeed, int.MaxValue - firstSeed).Select(seed => RandomArchitecture.Of(space, seed))
            .Where(drawn => UnreachedParts.Of(drawn).Count == 0 && drawn.CellKinds.All(kind => EveryNodeGetsSomething(drawn[kind])))
            .Take(count);

    private static bool EveryNodeGetsSomething(CellGenotype cell) => cell.Edges.GroupBy(chosen => chosen.Edge.To)
        .All(node => node.Any(chosen => chosen.Operation != CandidateOperation.None));

    /// <summary>The operations that edges may carry, each place once.</summary>
    private static IEnumerable<OperationPlace> Places(Skeleton skeleton)
    {
        var space = skeleton.Form.Space;
        return (from cell in DerivedGraph.Cells(skeleton)
                from edge in space.Edges
                from operation in space.Candidates.Of(cell.Kind, edge)
                select cell.Place(operation, edge, space)).Distinct();
    }

    private static double Seconds(OperationPlace place, double without, Skeleton skeleton, LatencyRuntime runtime)
    {
        if (place.Operation == CandidateOperation.None) return 0;
        var (cells, edges) = IsRepeatable(place) ? (Cells, EdgesOfACell(skeleton)) : (1, 1);
        return Math.Max(0, SecondsOf(place, cells, skeleton, runtime) - without) / (cells * edges);
    }

    /// <summary>Cells of one operation, one behind the other, and a classifier. In spaces whose cells have several edges they have three
    /// and two nodes, so that two edges read the same map and two meet in a node; a place that changes the shape of the map has one edge
    /// alone, and is followed by none.</summary>
    private static double SecondsOf(OperationPlace place, int cells, Skeleton skeleton, LatencyRuntime runtime)
    {
        var (graph, style) = (new GraphBuilder(), DerivedGraph.StyleOf(skeleton));
        var map = graph.Images(place.Reads);
        for (var i = 0; i < cells; i++)
        {
            var input = map;
            var first = Edge($"cell{i}.edge0", input);
            map = IsRepeatable(place) && EdgesOfACell(skeleton) > 1
                ? graph.Sum([new SumTerm(Edge($"cell{i}.edge1", input)), new SumTerm(Edge($"cell{i}.edge2", first))])
                : first;
        }

        var logits = graph.In("classifier").Linear(graph.GlobalAverage(map), 2);
        using var timed = TimedGraph.Of(graph.Build(logits), (place.Reads, place.Size), runtime);
        return timed.Seconds();

        MapId Edge(string name, MapId source) =>
            place.Operation.Build(new OperationSite(graph.In(name), source, place.Channels, place.Stride, style));
    }

    private static bool IsRepeatable(OperationPlace place) => place.Stride == 1 && place.Reads == place.Channels;

    private static int EdgesOfACell(Skeleton skeleton) => skeleton.Form.Space.Edges.Length == 1 ? 1 : 3;
}
