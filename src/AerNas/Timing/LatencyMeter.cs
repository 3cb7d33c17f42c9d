using AerNas.Latency;
using AerNas.Networks;
using AerNas.Sampling;
using AerNas.Sizes;
using MathNet.Numerics.Statistics;

namespace AerNas.Timing;

/// <summary>Measures latencies on this machine, on one thread.</summary>
public static class LatencyMeter
{
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
        foreach (var network in networks) Median(network, skeleton, runtime); // code is compiled beside the first thousands of pictures
        var meter = new OperationMeter(skeleton, DerivedGraph.Of(networks[0], skeleton).NarrowestMap, runtime);
        var table = new LatencyTable
        {
            Format = LatencyTable.CurrentFormat,
            Runtime = runtime,
            Skeleton = skeleton with { AuxiliaryHead = AuxiliaryHead.None },
            Machine = RunMachine.Current,
            Versions = Versions.Current,
            RestSeconds = 0,
            Operations = meter.Measure([.. Places(skeleton)], cancellation),
        };
        var taken = Seconds(networks, skeleton, runtime, cancellation);
        return table with
        {
            RestSeconds = networks.Zip(taken, (network, seconds) => seconds - table.SecondsOfOperations(network)).Median(),
        };
    }

    /// <summary>Measures random networks beside what a table expects of them.</summary>
    /// <param name="table">The table, of this machine.</param>
    /// <param name="networks">How many; those by which the table's rest was measured are not among them.</param>
    /// <param name="cancellation">Checked after every network.</param>
    public static LatencyForecast Foretell(LatencyTable table, int networks, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ImmutableArray<Genotype> drawn = [.. Drawn(table.Skeleton.Form.Space, FirstOfOthers, networks)];
        var measured = Seconds(drawn, table.Skeleton, table.Runtime, cancellation);
        return new LatencyForecast(
            [.. drawn.Zip(measured, (network, seconds) => new ForetoldNetwork(network, table.Seconds(network), seconds))]);
    }

    private static double[] Seconds(
        ImmutableArray<Genotype> networks, Skeleton skeleton, LatencyRuntime runtime, CancellationToken cancellation) =>
        TimedGraph.LeastSeconds(networks, network => TimedGraph.Of(network, skeleton, runtime), cancellation);

    /// <summary>Architectures all of whose nodes and operations have a part in what the network computes.</summary>
    private static IEnumerable<Genotype> Drawn(SearchSpace space, int firstSeed, int count) =>
        Enumerable.Range(firstSeed, int.MaxValue - firstSeed).Select(seed => RandomArchitecture.Of(space, seed))
            .Where(drawn => UnreachedParts.Of(drawn).Count == 0 && drawn.CellKinds.All(kind => IsComputedWhole(drawn[kind])))
            .Take(count);

    /// <summary>Whether every input is read and every node gets something, more than zeros, which noise is outside of training: a runtime
    /// leaves out what is known beforehand.</summary>
    private static bool IsComputedWhole(CellGenotype cell)
    {
        var computed = cell.Edges.Where(chosen => chosen.Operation.Family is not (OperationFamily.None or OperationFamily.Noise)).ToList();
        return cell.Edges.All(chosen => computed.Any(other => other.Edge.To == chosen.Edge.To))
            && Enumerable.Range(0, cell.InputNodes).All(input => computed.Any(other => other.Edge.From.Value == input));
    }

    /// <summary>The operations that edges may carry, each place once.</summary>
    internal static IEnumerable<OperationPlace> Places(Skeleton skeleton)
    {
        var space = skeleton.Form.Space;
        return (from cell in DerivedGraph.Cells(skeleton)
                from edge in space.Edges
                from operation in space.Candidates.Of(cell.Kind, edge)
                select cell.Place(operation, edge, space)).Distinct();
    }
}
