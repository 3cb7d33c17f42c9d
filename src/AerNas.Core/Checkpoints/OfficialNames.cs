// How the official codes name what a derived network learns. The same weight of a separable convolution, say:
//
//   here          cell0.edges.edge1.first.depthwise.weight
//   quark0/darts  cells.0._ops.1.op.1.weight
//   pt.darts      cells.0.dag.0.1.0.net.0.net.1.weight         (node, then edge of the node; sequences within sequences)
//   AutoDL        cells.0._ops.1.op.1.weight                   (stem.conv, convs.0 of a factorized reduction)
//   FairDARTS     cells.0._ops.2.1.0.op.1.weight               (node, its source, which of the operations between them)
//
// FairDARTS leaves nodes without an edge out of a cell and the others keep their numbers; here these close up. Which numbers a file has is
// found by trying: those by which most names fit.

using System.Globalization;
using System.Text.RegularExpressions;
using AerNas.Genotypes;
using AerNas.Graphs;
using AerNas.Networks;

namespace AerNas.Checkpoints;

/// <summary>The official names of a network's weights and running statistics.</summary>
internal sealed partial class OfficialNames
{
    private const int PairsPerNode = 2; // of quark0/darts

    private readonly Genotype _genotype;
    private readonly Skeleton _skeleton;
    private readonly ImmutableArray<GraphWeight> _weights;
    private readonly ImmutableHashSet<string> _names;

    /// <summary>Names the weights of a network.</summary>
    /// <param name="genotype">The architecture.</param>
    /// <param name="skeleton">What surrounds its cells.</param>
    public OfficialNames(Genotype genotype, Skeleton skeleton)
    {
        (_genotype, _skeleton) = (genotype, skeleton);
        var graph = DerivedGraph.Of(genotype, skeleton);
        _weights = [.. graph.Weights, .. graph.Statistics];
        _names = [.. _weights.Select(weight => weight.Name)];
    }

    /// <summary>The weights and statistics, in the order of the network.</summary>
    public ImmutableArray<GraphWeight> Weights => _weights;

    /// <summary>The forms that genotypes of a space have; none where no official code has it.</summary>
    public static ImmutableArray<OfficialForm> FormsOf(SearchSpace space) => space.Notation switch
    {
        GenotypeForm.Darts => [OfficialForm.Darts, OfficialForm.PtDarts, OfficialForm.AutoDl, OfficialForm.NodeByNode],
        GenotypeForm.NasBench201 => [OfficialForm.NasBench201],
        _ => [],
    };

    /// <summary>The form whose networks these are: norms behind poolings are those of pt.darts, nodes with other than two edges those of
    /// FairDARTS. Null where no official code has such a network.</summary>
    public OfficialForm? Form => FormsOf(_genotype.Space) switch
    {
        [] => null,
        [var only] => only,
        _ when _skeleton.BatchNormAfterPools => OfficialForm.PtDarts,
        _ when _genotype.CellKinds.All(HasPairs) => OfficialForm.Darts,
        _ => _skeleton.Form.StemHalvings > 0 ? null : OfficialForm.NodeByNode,
    };

    /// <summary>Whose code a person knows a form by.</summary>
    public static string CodeOf(OfficialForm form) => form switch
    {
        OfficialForm.Darts => "quark0/darts",
        OfficialForm.PtDarts => "khanrc/pt.darts",
        OfficialForm.NodeByNode => "xiaomi-automl/FairDARTS",
        _ => "D-X-Y/AutoDL-Projects",
    };

    /// <summary>The weights and statistics by their official names, in each way that a file may name them.</summary>
    public IEnumerable<Dictionary<string, GraphWeight>> Ways() =>
        from form in FormsOf(_genotype.Space)
        from numbers in Numberings().Take(form == OfficialForm.NodeByNode ? int.MaxValue : 1)
        select Weights.ToDictionary(weight => Of(weight.Name, form, numbers));

    /// <summary>The official name of a weight or statistic.</summary>
    /// <param name="name">Its name in the graph.</param>
    /// <param name="form">Whose.</param>
    /// <param name="numbers">What FairDARTS numbers the nodes of each kind of cell by; null: as they are numbered here.</param>
    public string Of(string name, OfficialForm form, IReadOnlyDictionary<CellKind, ImmutableArray<int>>? numbers = null)
    {
        if (Edge().Match(name) is { Success: true } edge)
            return OfEdge((Number(edge, "cell"), Number(edge, "edge")), edge.Groups["rest"].Value, form, numbers);
        if (Input().Match(name) is { Success: true } input) return OfInput(input, form);
        if (Reduction().Match(name) is { Success: true } reduction)
        {
            var cell = (Number(reduction, "place") + 1) * (_skeleton.Cells + 1) - 1;
            return $"cells.{cell}.{Replaced(reduction.Groups["rest"].Value, [("first.convolution.", "conv_a.op.1."),
                ("first.batch_norm.", "conv_a.op.2."), ("second.convolution.", "conv_b.op.1."), ("second.batch_norm.", "conv_b.op.2."),
                ("shortcut.", "downsample.1.")])}";
        }

        return OfFrame(name, form);
    }

    private string OfEdge(
        (int Cell, int Edge) place, string rest, OfficialForm form, IReadOnlyDictionary<CellKind, ImmutableArray<int>>? numbers)
    {
        var (cell, edge) = place;
        if (form == OfficialForm.NasBench201)
        {
            var stacked = cell / _skeleton.Cells * (_skeleton.Cells + 1) + cell % _skeleton.Cells;
            return $"cells.{stacked}.layers.{edge}.{Dense(rest, "op")}";
        }

        var (kind, edges) = (KindAt(cell), _genotype[KindAt(cell)].Edges);
        var (from, to, operation) = (edges[edge].Edge.From, edges[edge].Edge.To, edges[edge].Operation);
        if (form == OfficialForm.NodeByNode)
        {
            var between = edges.Take(edge).Count(before => before.Edge == edges[edge].Edge);
            return $"cells.{cell}._ops.{Numbered(to)}.{Numbered(from)}.{between}.{OfOperation(operation, rest, form)}";
        }

        if (form != OfficialForm.PtDarts) return $"cells.{cell}._ops.{edge}.{OfOperation(operation, rest, form)}";
        var (node, first) = (to.Value - _genotype.Space.InputNodes, edges.TakeWhile(before => before.Edge.To != to).Count());
        return $"cells.{cell}.dag.{node}.{edge - first}.0.{OfOperation(operation, rest, form)}";

        int Numbered(NodeIndex at) => numbers is null ? at.Value : numbers[kind][at.Value];
    }

    private static string OfOperation(CandidateOperation operation, string rest, OfficialForm form)
    {
        var sequence = form == OfficialForm.PtDarts ? "net" : "op";
        return operation.Family switch
        {
            OperationFamily.SeparableConvolution when form == OfficialForm.PtDarts => Replaced(rest,
                [("first.depthwise.", "net.0.net.1."), ("first.pointwise.", "net.0.net.2."), ("first.batch_norm.", "net.0.net.3."),
                    ("second.depthwise.", "net.1.net.1."), ("second.pointwise.", "net.1.net.2."), ("second.batch_norm.", "net.1.net.3.")]),
            OperationFamily.SeparableConvolution => Replaced(rest,
                [("first.depthwise.", "op.1."), ("first.pointwise.", "op.2."), ("first.batch_norm.", "op.3."),
                    ("second.depthwise.", "op.5."), ("second.pointwise.", "op.6."), ("second.batch_norm.", "op.7.")]),
            OperationFamily.DilatedConvolution => Replaced(rest,
                [("depthwise.", $"{sequence}.1."), ("pointwise.", $"{sequence}.2."), ("batch_norm.", $"{sequence}.3.")]),
            OperationFamily.FactorizedConvolution when form is OfficialForm.Darts or OfficialForm.NodeByNode =>
                Replaced(rest, [("wide.", "1."), ("high.", "2."), ("batch_norm.", "3.")]),
            OperationFamily.FactorizedConvolution =>
                Replaced(rest, [("wide.", $"{sequence}.1."), ("high.", $"{sequence}.2."), ("batch_norm.", $"{sequence}.3.")]),
            OperationFamily.DenseConvolution => Dense(rest, sequence),
            _ => Halving(rest, form),
        };
    }

    private string OfInput(Match input, OfficialForm form)
    {
        var (cell, place, rest) = (input.Groups["cell"].Value, input.Groups["place"].Value, input.Groups["rest"].Value);
        var halves = _names.Contains($"cell{cell}.preprocess{place}.even.weight");
        var word = form == OfficialForm.PtDarts ? "preproc" : "preprocess";
        return $"cells.{cell}.{word}{place}."
            + (halves ? Halving(rest, form) : Dense(rest, form == OfficialForm.PtDarts ? "net" : "op"));
    }

    private string OfFrame(string name, OfficialForm form)
    {
        var ((first, behind), strided) = (form == OfficialForm.AutoDl ? ("conv", "bn") : ("0", "1"), _skeleton.Form.StemHalvings > 0);
        var (head, last) = form == OfficialForm.PtDarts ? ("aux_head.net", "linear") : ("auxiliary_head.features", "classifier");
        return Replaced(name,
            [("stem.convolution.", strided ? "stem0.0." : $"stem.{first}."), ("stem.batch_norm.", strided ? "stem0.1." : $"stem.{behind}."),
                ("stem_quarter.convolution.", "stem0.3."), ("stem_quarter.batch_norm.", "stem0.4."),
                ("stem_eighth.convolution.", "stem1.1."), ("stem_eighth.batch_norm.", "stem1.2."),
                ("last_batch_norm.", "lastact.0."), ("classifier.", $"{last}."),
                ("auxiliary.first.convolution.", $"{head}.2."), ("auxiliary.first.batch_norm.", $"{head}.3."),
                ("auxiliary.second.", $"{head}.5."), ("auxiliary.second_batch_norm.", $"{head}.6."),
                ("auxiliary.classifier.", $"{head[..head.IndexOf('.', StringComparison.Ordinal)]}.{last}.")]);
    }

    private static string Dense(string rest, string sequence) =>
        Replaced(rest, [("convolution.", $"{sequence}.1."), ("batch_norm.", $"{sequence}.2.")]);

    private static string Halving(string rest, OfficialForm form)
    {
        var (even, odd) = form switch
        {
            OfficialForm.PtDarts => ("conv1", "conv2"),
            OfficialForm.AutoDl => ("convs.0", "convs.1"),
            _ => ("conv_1", "conv_2"),
        };
        return Replaced(rest, [("even.", $"{even}."), ("odd.", $"{odd}."), ("batch_norm.", "bn.")]);
    }

    /// <summary>The numbers that FairDARTS may have given the nodes: those without a gap first.</summary>
    private IEnumerable<ImmutableDictionary<CellKind, ImmutableArray<int>>> Numberings()
    {
        IEnumerable<ImmutableDictionary<CellKind, ImmutableArray<int>>> all = [ImmutableDictionary<CellKind, ImmutableArray<int>>.Empty];
        foreach (var kind in _genotype.CellKinds)
        {
            var (cell, inputs) = (_genotype[kind], Enumerable.Range(0, _genotype.Space.InputNodes));
            var ofKind = Rising([.. inputs], cell.NodeCount, Math.Max(cell.NodeCount, _genotype.Space.NodeCount));
            all = [.. all.SelectMany(others => ofKind.Select(numbers => others.Add(kind, numbers)))];
        }

        return all;
    }

    /// <summary>All ways to go on from some numbers to as many as asked for, each larger than the one before and below an end.</summary>
    private static IEnumerable<ImmutableArray<int>> Rising(ImmutableArray<int> begun, int count, int end) => begun.Length == count ? [begun]
        : Enumerable.Range(begun[^1] + 1, end - begun[^1] - 1).SelectMany(next => Rising(begun.Add(next), count, end));

    /// <summary>Whether two edges lead to each node of a cell.</summary>
    private bool HasPairs(CellKind kind) =>
        _genotype[kind].Edges.GroupBy(edge => edge.Edge.To).All(node => node.Count() == PairsPerNode);

    private CellKind KindAt(int cell) => _skeleton.Runs.First(run => (cell -= run.Count) < 0).Kind;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    /// <summary>Replaces the first beginning that fits.</summary>
    private static string Replaced(string name, ReadOnlySpan<(string Beginning, string By)> rules)
    {
        foreach (var (beginning, by) in rules)
            if (name.StartsWith(beginning, StringComparison.Ordinal)) return by + name[beginning.Length..];
        return name;
    }

    [GeneratedRegex(@"^cell(?<cell>\d+)\.(edges\.)?edge(?<edge>\d+)\.(?<rest>.*)$")]
    private static partial Regex Edge();

    [GeneratedRegex(@"^cell(?<cell>\d+)\.preprocess(?<place>\d+)\.(?<rest>.*)$")]
    private static partial Regex Input();

    [GeneratedRegex(@"^reduction(?<place>\d+)\.(?<rest>.*)$")]
    private static partial Regex Reduction();
}
