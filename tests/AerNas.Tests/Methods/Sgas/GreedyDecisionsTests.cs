using System.Collections.Immutable;
using AerNas.Discretization;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Spaces;
using AerNas.Stopping;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class GreedyDecisionsTests
{
    private const double Rounding = 1e-12;
    private const double Never = -1000; // an alpha whose probability is 0

    private static readonly DecisionSchedule EveryEpoch = new(First: 0, Every: 1);

    /// <summary>Six edges: none, skip, the two convolutions, pool; probabilities in proportion to 1, 2 or 4.</summary>
    private static readonly double[][] Edges =
    [
        [0, 0, 0, 0, 0], // S = 4/5, C = 0
        [Math.Log(4), 0, 0, 0, 0], // S = 1/2, C = 0
        [0, Never, Never, Math.Log(4), Never], // S = 4/5, C = 1
        [0, Never, Math.Log(2), Math.Log(2), Never], // S = 4/5, C = 1/2
        [0, Never, 0, 0, Never], // S = 2/3, C = 1/2
        [Math.Log(4), 0, 0, 0, 0],
    ];

    [Fact]
    public void Scores_CriterionOne_AreImportanceTimesCertaintyEachFromTheLeastToTheMost()
    {
        var rule = new GreedyDecisions(EveryEpoch, DecisionCriterion.Certainty, history: 4);

        Assert.Equal([0, 0, 1, 0.5, (2.0 / 3 - 0.5) / 0.3 * 0.5, 0],
            rule.Scores(SearchSpace.NasBench201, CellKind.Normal, [Trace(0, Edges)]), (a, b) => Math.Abs(a - b) < Rounding);
    }

    [Fact]
    public void Before_CriterionTwo_PassesOverAnEdgeThatHasJustChanged()
    {
        var space = SearchSpace.NasBench201;
        double[][] changed = [.. Edges];
        changed[2] = [0, Math.Log(4), Never, Never, Never]; // another operation the epoch before: nothing in common
        EpochTrace[] past = [Trace(0, changed), Trace(1, Edges)];
        using var alpha = Parameters(Edges);

        var certain = new GreedyDecisions(EveryEpoch, DecisionCriterion.Certainty, history: 4).Before(2, alpha, past);
        var stable = new GreedyDecisions(EveryEpoch, DecisionCriterion.Stability, history: 4).Before(2, alpha, past);

        Assert.Equal([2], Decided(certain, CellKind.Normal).Select(space.RowOf));
        Assert.Equal([CandidateOperation.NorConv3x3], certain.Of(CellKind.Normal, space.Edges[2]));
        Assert.Equal([3], Decided(stable, CellKind.Normal).Select(space.RowOf));
        Assert.Equal([CandidateOperation.NorConv1x1], stable.Of(CellKind.Normal, space.Edges[3])); // of equals the earlier column
    }

    [Fact]
    public void Scores_CriterionTwo_AverageTheIntersectionsOverTheHistory()
    {
        double[][] other = [.. Edges];
        other[3] = [0, Never, Never, Math.Log(4), Never]; // q = (0, 1): half in common with (1/2, 1/2)
        other[2] = [0, Math.Log(4), Never, Never, Never]; // nothing in common: the least of all edges
        var rule = new GreedyDecisions(EveryEpoch, DecisionCriterion.Stability, history: 4);

        var scores = rule.Scores(SearchSpace.NasBench201, CellKind.Normal, [Trace(0, other), Trace(1, Edges), Trace(2, Edges)]);

        Assert.Equal(0, scores[2], Rounding); // T = (0 + 1) / 2, the least
        Assert.Equal(0.5 * ((0.5 + 1) / 2 - 0.5) / 0.5, scores[3], Rounding);
        Assert.Equal(5, rule.Memory);
    }

    [Fact]
    public void Before_OneAfterTheOther_LeavesTwoEdgesANodeEachWithOneOperation()
    {
        var space = SearchSpace.Darts;
        using var stream = new Generator(3);
        using var alpha = ArchitectureParameters.FromValues(space, _ => randn([14, 8], ScalarType.Float64, generator: stream));
        var rule = new GreedyDecisions(EveryEpoch, DecisionCriterion.Certainty, history: 4);
        EpochTrace[] past = [EpochTrace.Of(new EpochOutcome(0, "", 0, 0), alpha, null)];
        for (var decision = 1; decision <= 8; decision++)
        {
            alpha.Keep(rule.Before(decision, alpha, past));
            Assert.All(space.CellKinds, kind => Assert.Equal(decision, Carrying(alpha.Kept, kind).Count()));
        }

        Assert.Equal(alpha.Kept, rule.Before(9, alpha, past));
        foreach (var kind in space.CellKinds)
        {
            Assert.Equal(14, Decided(alpha.Kept, kind).Count());
            Assert.All(space.ComputedNodes, node => Assert.Equal(2, Carrying(alpha.Kept, kind).Count(edge => edge.To == node)));
            var cell = Sgas.Method.Discretization(space, Sgas.Method.Published(space)).Discretize(alpha)[kind];
            Assert.Equal(Carrying(alpha.Kept, kind).OrderBy(space.RowOf), cell.Edges.Select(edge => edge.Edge).OrderBy(space.RowOf));
        }
    }

    [Fact]
    public void MadeBefore_PublishedSchedule_IsOneMoreEveryFiveEpochs()
    {
        var options = Sgas.Method.Published(SearchSpace.Darts);
        var decisions = options.Part<DecisionOptions>();
        var schedule = new DecisionSchedule(decisions.First, decisions.Every);

        Assert.Equal([0, 1, 1, 2, 8, 8], new[] { 9, 10, 14, 15, 45, 49 }.Select(epoch => schedule.MadeBefore(epoch, SearchSpace.Darts)));
        Assert.Equal(6, schedule.MadeBefore(49, SearchSpace.NasBench201));
        Assert.Equal([64, 72, 128], new[] { 9, 10, 45 }.Select(options.BatchSizeAt));
    }

    private static IEnumerable<EdgeId> Decided(KeptOperations kept, CellKind kind) =>
        kept.Space.Edges.Where(edge => kept.Of(kind, edge).Count() == 1);

    private static IEnumerable<EdgeId> Carrying(KeptOperations kept, CellKind kind) =>
        Decided(kept, kind).Where(edge => kept.Of(kind, edge).Single() != CandidateOperation.None);

    private static EpochTrace Trace(int epoch, double[][] edges) =>
        new(new EpochOutcome(epoch, "", 0, 0), edges.SelectMany(row => row).ToImmutableArray(), null);

    private static ArchitectureParameters Parameters(double[][] edges) =>
        ArchitectureParameters.FromValues(SearchSpace.NasBench201, _ => tensor(edges.SelectMany(row => row).ToArray()).reshape(6, 5));
}
