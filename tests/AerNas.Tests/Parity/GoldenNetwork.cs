using AerNas.Networks;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>Networks and alphas made from a case: its sizes, its start values.</summary>
internal static class GoldenNetwork
{
    private const string PcDartsAlphas = "arch/alphas_normal";
    private const string PDartsAlphas = "state/alphas_normal";
    private const string OfController = "net."; // how the names of SearchCNNController begin

    /// <summary>The DARTS space in the case's order of operations; none comes last where the case has no such column.</summary>
    internal static SearchSpace DartsSpace(GoldenCase golden) =>
        SearchSpace.Darts.WithOrder(golden.Operations.Union([CandidateOperation.None]));

    /// <summary>The NAS-Bench-201 space in the case's order of operations.</summary>
    internal static SearchSpace NasBench201Space(GoldenCase golden) => SearchSpace.NasBench201.WithOrder(golden.Operations);

    /// <summary>The DARTS supernet of a case, with its start values.</summary>
    /// <param name="golden">The case.</param>
    /// <param name="dtype">What it computes in.</param>
    /// <param name="engine">What evaluates it.</param>
    /// <param name="change">Changes how it is built; null where the case needs nothing of its own.</param>
    internal static Supernet DartsSupernet(
        GoldenCase golden, ScalarType dtype, NetworkEngine engine, Func<SupernetOptions, SupernetOptions>? change = null)
    {
        var options = new SupernetOptions
        {
            Channels = golden.Integer("C"),
            Layers = golden.Integer("layers"),
            Classes = golden.Integer("n_classes"),
            ImageChannels = golden.Hyperparameters.TryGetProperty("C_in", out var channels) ? channels.GetInt32() : 3,
            PartialChannels = golden.Hyperparameters.TryGetProperty("k", out var parts) ? parts.GetInt32() : 1,
            Kept = DartsKept(golden),
            DataType = dtype,
            Layout = LayoutFor(dtype),
            Engine = engine,
        };
        return Loaded(golden, DartsSpace(golden), change?.Invoke(options) ?? options, "state/");
    }

    /// <summary>The NAS-Bench-201 supernet of a case, with its start values.</summary>
    internal static Supernet NasBench201Supernet(GoldenCase golden, ScalarType dtype, NetworkEngine engine)
    {
        var options = new SupernetOptions
        {
            Channels = golden.Integer("C"),
            Cells = golden.Integer("N"),
            Classes = golden.Integer("n_classes"),
            Affine = Flag(golden, "affine"),
            TrackStatistics = Flag(golden, "track_running_stats"),
            ConvolutionBias = golden.NamesUnder("state/cells.0.edges.").Any(name => name.EndsWith(".bias", StringComparison.Ordinal)),
            DataType = dtype,
            Layout = LayoutFor(dtype),
            Engine = engine,
        };
        return Loaded(golden, NasBench201Space(golden), options, "state/");
    }

    /// <summary>
    /// What the edges of a DARTS case keep: what its switches say (P-DARTS), else all operations that it has columns for.
    /// </summary>
    internal static KeptOperations DartsKept(GoldenCase golden)
    {
        var space = DartsSpace(golden);
        if (!golden.Has("in/switches_normal"))
            return golden.Operations.Contains(CandidateOperation.None) ? KeptOperations.All(space) : KeptOperations.WithoutNone(space);
        using var scope = NewDisposeScope();
        var switches = space.CellKinds.ToDictionary(kind => kind, kind => golden.Tensor($"in/switches_{CellName(kind)}", ScalarType.Int64));
        return new KeptOperations(space, (kind, edge, operation) => switches[kind][space.RowOf(edge), space.ColumnOf(operation)]
            .item<long>() == 1);
    }

    /// <summary>
    /// The alphas of a DARTS case, stored node by node as <c>alpha_normal.0</c>, ...; of a PC-DARTS case with its betas; of a P-DARTS case
    /// those that are kept, as <c>alphas_normal</c>.
    /// </summary>
    internal static ArchitectureParameters DartsAlpha(GoldenCase golden, ScalarType dtype, string prefix = "state/")
    {
        if (golden.Has(PcDartsAlphas)) return PcDartsParameters(golden, dtype);
        if (golden.Has(PDartsAlphas)) return PDartsAlpha(DartsKept(golden), kind => golden.Tensor($"state/alphas_{CellName(kind)}", dtype));
        var space = DartsSpace(golden);
        return ArchitectureParameters.FromValues(space, kind => cat(
            [.. space.ComputedNodes.Select((_, i) => golden.Tensor($"{prefix}{AlphaName(kind)}.{i}", dtype))], dim: 0));
    }

    /// <summary>The alphas of a DARTS case where it keeps them kind by kind, a column for each of its operations.</summary>
    /// <param name="golden">The case.</param>
    /// <param name="dtype">The type they are cast to.</param>
    /// <param name="name">Of the tensor of a kind. // [E, O]</param>
    internal static ArchitectureParameters AlphaOfKinds(GoldenCase golden, ScalarType dtype, Func<CellKind, string> name) =>
        PDartsAlpha(DartsKept(golden), kind => golden.Tensor(name(kind), dtype));

    /// <summary>What belongs to the alphas of a kind, a column for each operation of the case. // [E, O]</summary>
    internal static Tensor OfOperations(GoldenCase golden, CellKind kind, Tensor value) =>
        value.detach().masked_select(Mask(DartsKept(golden), kind)).reshape(value.shape[0], -1);

    /// <summary>Alphas of which some operations are dropped.</summary>
    /// <param name="kept">Those that are not.</param>
    /// <param name="values">Theirs. // [E, kept O]</param>
    internal static ArchitectureParameters PDartsAlpha(KeptOperations kept, Func<CellKind, Tensor> values)
    {
        var space = kept.Space;
        var alpha = ArchitectureParameters.FromValues(space, kind =>
            zeros([space.Edges.Length, space.Operations.Length], values(kind).dtype).masked_scatter(Mask(kept, kind), values(kind)));
        alpha.Keep(kept);
        return alpha;
    }

    /// <summary>The alphas of a NAS-Bench-201 case.</summary>
    internal static ArchitectureParameters NasBench201Alpha(GoldenCase golden, ScalarType dtype, string prefix = "state/") =>
        ArchitectureParameters.FromValues(NasBench201Space(golden), _ => golden.Tensor($"{prefix}arch_parameters", dtype));

    /// <summary>What belongs to the architecture parameters of a DARTS case, such as gradients, by the case's names.</summary>
    /// <param name="golden">The case.</param>
    /// <param name="parameters">The parameters; with betas they are those of PC-DARTS.</param>
    /// <param name="values">One tensor a parameter, in the order of <see cref="ArchitectureParameters.Tensors"/>.</param>
    internal static IEnumerable<(string Name, Tensor Value)> OfficialDarts(
        GoldenCase golden, ArchitectureParameters parameters, IEnumerable<Tensor> values)
    {
        var kinds = parameters.Space.CellKinds;
        if (golden.Has(PDartsAlphas))
            return kinds.Zip(values,
                (kind, value) =>
                    ($"alphas_{CellName(kind)}", value.masked_select(Mask(parameters.Kept, kind)).reshape(value.shape[0], -1)));
        return parameters.EdgeLogits(kinds[0]) is null
            ? kinds.Zip(values).SelectMany(v => SplitByNode(parameters.Space, v.First, v.Second))
            : kinds.Select(kind => $"alphas_{CellName(kind)}").Concat(kinds.Select(kind => $"betas_{CellName(kind)}")).Zip(values);
    }

    /// <summary>Splits what has the shape of a DARTS cell's alpha into the official tensors, by official name.</summary>
    internal static IEnumerable<(string Name, Tensor Value)> SplitByNode(SearchSpace space, CellKind kind, Tensor rows)
    {
        var start = 0;
        foreach (var (node, i) in space.ComputedNodes.Select((node, i) => (node, i)))
        {
            var count = space.EdgesInto(node).Count();
            yield return ($"{AlphaName(kind)}.{i}", rows.narrow(0, start, count));
            start += count;
        }
    }

    /// <summary>The name of a parameter or buffer in our network.</summary>
    internal static string NameIn(Supernet supernet, GoldenCase golden, string official)
    {
        if (supernet.Space.Name != SearchSpace.Darts.Name)
            return OfficialNames.OfNasBench201Supernet(official, supernet.Space.Operations, golden.Integer("N"));
        return official.StartsWith(OfController, StringComparison.Ordinal)
            ? OfficialNames.OfDartsSupernet(official, supernet.Space.Operations)
            : OfficialNames.OfCellsByEdge(official, supernet.Kept, golden.Integer("layers"));
    }

    /// <summary>Copies the tensors under a prefix into a network, and proves that no parameter was left out.</summary>
    /// <param name="network">Where to.</param>
    /// <param name="golden">Where from.</param>
    /// <param name="prefix">Such as <c>state/</c>.</param>
    /// <param name="translate">From official names to ours.</param>
    /// <returns>The parameters that the case does not hold.</returns>
    internal static IReadOnlyCollection<string> Load(Supernet network, GoldenCase golden, string prefix, Func<string, string> translate)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var targets = network.NamedWeights.Concat(network.NamedStatistics).ToDictionary(t => t.Name, t => t.Value);
        var missing = network.NamedWeights.Select(p => p.Name).ToHashSet();
        foreach (var official in golden.NamesUnder(prefix).Where(IsOfNetwork))
        {
            var name = translate(official);
            Assert.True(targets.TryGetValue(name, out var target), $"{official} -> {name}, which the network does not have");
            var value = golden.Tensor(prefix + official, target.dtype);
            Assert.Equal(target.shape, value.shape);
            target.copy_(value);
            missing.Remove(name);
        }

        return missing;
    }

    private static Supernet Loaded(GoldenCase golden, SearchSpace space, SupernetOptions options, string prefix)
    {
        using var generator = RandomStreams.Create(seed: 0, "weights");
        var supernet = new Supernet(space, options, generator);
        Assert.Empty(Load(supernet, golden, prefix, official => NameIn(supernet, golden, official)));
        return supernet;
    }

    private static ArchitectureParameters PcDartsParameters(GoldenCase golden, ScalarType dtype) => ArchitectureParameters.FromValues(
        DartsSpace(golden),
        kind => golden.Tensor($"arch/alphas_{CellName(kind)}", dtype),
        kind => golden.Tensor($"arch/betas_{CellName(kind)}", dtype));

    /// <summary>
    /// float64 runs in the layout that users get. float32 runs in the official code's: other kernels round differently, and one ReLU
    /// that flips at 1e-7 moves the gradients of these tiny networks by more than the tolerance (the README's rule 4).
    /// </summary>
    private static MemoryLayout LayoutFor(ScalarType dtype) =>
        dtype == ScalarType.Float64 ? MemoryLayout.Automatic : MemoryLayout.ChannelsFirst;

    private static bool IsOfNetwork(string official) =>
        !official.StartsWith("alpha", StringComparison.Ordinal) && !official.StartsWith("arch_parameters", StringComparison.Ordinal)
        && !official.EndsWith("num_batches_tracked", StringComparison.Ordinal);

    /// <summary>Which entries of alpha are kept. // [E, O]</summary>
    private static Tensor Mask(KeptOperations kept, CellKind kind) =>
        stack([.. kept.Space.Edges.Select(edge => tensor(kept.Row(kind, edge).ToArray()))]);

    private static string AlphaName(CellKind kind) => $"alpha_{CellName(kind)}";

    /// <summary>What kind of cell stands at a place of a DARTS network.</summary>
    internal static CellKind KindOf(int cell, int layers) =>
        cell == layers / 3 || cell == 2 * layers / 3 ? CellKind.Reduction : CellKind.Normal;

    /// <summary>What the cases call a kind of cell.</summary>
    internal static string CellName(CellKind kind) => kind == CellKind.Normal ? "normal" : "reduce";

    private static bool Flag(GoldenCase golden, string name) => golden.Hyperparameters.GetProperty(name).GetBoolean();
}
