// The binary gates of ProxylessNAS (Cai, Zhu, Han: ProxylessNAS, ICLR 2019, section 3.2; mit-han-lab/proxylessnas search/modules/mix_op.py,
// binarize). In an update of alpha an edge has some operations involved, one of which is open, g = 1, and the others closed, g = 0:
//
//   two paths     two operations without replacement by softmax(alpha); the open one by softmax over the two
//   all paths     all of them; the open one by softmax(alpha)
//
// Where what is open is the zero operation, the official code computes no gates: the edge has nothing else involved, and rests. Officially
// that is what is left out of a block of a chain; here it is skip_connect where every other operation has a shortcut of its own.
//
// The largest of alpha + g, g ~ Gumbel(0, 1), are draws without replacement by softmax(alpha).

namespace AerNas.Methods;

/// <summary>Which operations an update looks at.</summary>
/// <param name="Open">The one of each edge that is computed with weight 1.</param>
/// <param name="Involved">Those whose gates have a gradient, the open one among them.</param>
internal sealed record BinaryGates(ChosenOperations Open, KeptOperations Involved)
{
    /// <summary>Draws the gates of an update of alpha; equal arguments give equal ones.</summary>
    /// <param name="kept">The operations that are drawn from.</param>
    /// <param name="logits">alpha of a cell kind. // [E, O]</param>
    /// <param name="options">How many operations are involved.</param>
    /// <param name="random">The numbers of the update.</param>
    public static BinaryGates Draw(KeptOperations kept, Func<CellKind, double[,]> logits, GateOptions options, CounterRandom random)
    {
        var space = kept.Space;
        var open = new Dictionary<(CellKind, EdgeId), CandidateOperation>();
        var involved = new HashSet<(CellKind, EdgeId, CandidateOperation)>();
        foreach (var kind in space.CellKinds)
        {
            var alpha = logits(kind);
            foreach (var edge in space.Edges)
            {
                CandidateOperation[] all = [.. kept.Of(kind, edge)];
                var drawn = OfEdge(all, operation => alpha[space.RowOf(edge), space.ColumnOf(operation)], options.Paths, ref random);
                open[(kind, edge)] = drawn[0];
                var rests = !options.ZeroLearns && IsZero(drawn[0], all);
                involved.UnionWith(drawn[..(rests ? 1 : drawn.Length)].Select(operation => (kind, edge, operation)));
            }
        }

        return new BinaryGates(
            ChosenOperations.OnEveryEdge(space, (kind, edge) => open[(kind, edge)]),
            new KeptOperations(space, (kind, edge, operation) => involved.Contains((kind, edge, operation))));
    }

    /// <summary>One operation an edge by softmax(alpha).</summary>
    /// <inheritdoc cref="Draw"/>
    public static ChosenOperations DrawPath(KeptOperations kept, Func<CellKind, double[,]> logits, CounterRandom random) =>
        Draw(kept, logits, new GateOptions { Paths = GatePaths.All, ZeroLearns = true }, random).Open;

    /// <summary>The operations that are involved, the open one first.</summary>
    private static CandidateOperation[] OfEdge(
        CandidateOperation[] all, Func<CandidateOperation, double> alpha, GatePaths paths, ref CounterRandom random)
    {
        var numbers = new double[all.Length];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = alpha(all[i]) + random.Gumbel();
        var ordered = all.Zip(numbers).OrderByDescending(drawn => drawn.Second).Select(drawn => drawn.First).ToArray();
        if (paths == GatePaths.All || all.Length == 1) return ordered;
        var (first, second) = (ordered[0], ordered[1]);
        var ofFirst = 1 / (1 + Math.Exp(alpha(second) - alpha(first)));
        return random.Uniform() < ofFirst ? [first, second] : [second, first];
    }

    private static bool IsZero(CandidateOperation operation, CandidateOperation[] all) => operation.Family switch
    {
        OperationFamily.None => true,
        OperationFamily.Skip => all.All(other => other == operation || other.Family == OperationFamily.InvertedResidual),
        _ => false,
    };
}
