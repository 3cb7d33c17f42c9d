using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Spaces;

namespace AerNas.Tests.Sampling;

/// <summary>
/// What defines each search-free method, against formulas written out here. Counts are of seeded draws, within five standard deviations.
/// </summary>
public sealed class SamplerTests
{
    private const int Draws = 4000;
    // a reward less itself is not exactly 0 by way of the moving average, and Adam magnifies what is left
    private const double Rounding = 1e-6;

    private static readonly SearchSpace Space = SearchSpace.NasBench201;

    public static TheoryData<string> Names => [.. MethodCatalog.SearchFree.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Propose_SameHistory_GivesTheSame_AndOtherSeedsDiffer(string name)
    {
        MethodCatalog.TryFindSearchFree(name, out var method);
        var history = History(12);
        Assert.Equal(Sampled(method!, 1, history), Sampled(method!, 1, history));
        Assert.NotEqual(Enumerable.Range(0, 5).Select(n => Sampled(method!, 1, History(n))),
            Enumerable.Range(0, 5).Select(n => Sampled(method!, 2, History(n))));
    }

    [Fact]
    public void RandomSearch_DrawsEveryOperationOfEveryEdgeAlike()
    {
        var drawn = Enumerable.Range(0, Draws).Select(seed => Sampled(RandomSearch.Method, seed, [])).ToList();
        foreach (var (edge, operation) in from edge in Space.Edges from operation in Space.Operations select (edge, operation))
            AssertShare(0.2, drawn.Count(path => path[CellKind.Normal, edge] == operation));
    }

    [Fact]
    public void RegularizedEvolution_BeforeThereIsAPopulation_IsRandomSearch() =>
        Assert.Equal(Sampled(RandomSearch.Method, 3, History(9)), Sampled(RegularizedEvolution.Method, 3, History(9)));

    /// <summary>A node is drawn first: 1/3 a node, so 1/3, 1/6 and 1/9 an edge; then one of the four other operations.</summary>
    [Fact]
    public void RegularizedEvolution_ChangesOneEdgeOfAParent()
    {
        var parent = Path(1);
        var history = Enumerable.Repeat(new JudgedArchitecture(parent, 50, 1), 10).ToList();
        var children = Enumerable.Range(0, Draws).Select(seed => Sampled(RegularizedEvolution.Method, seed, history)).ToList();
        var changed =
            children.Select(child => Assert.Single(Space.Edges, edge => child[CellKind.Normal, edge] != parent[CellKind.Normal, edge]))
                .ToList();
        foreach (var edge in Space.Edges) AssertShare(1.0 / 3 / edge.To.Value, changed.Count(e => e == edge));
        var operations = children.Zip(changed)
            .Select(pair => Math.Abs(Space.ColumnOf(pair.First[CellKind.Normal, pair.Second]) - 1)).ToList();
        AssertShare(0.5, operations.Count(distance => distance == 1)); // columns 0 and 2 beside 1
        AssertShare(0.25, operations.Count(distance => distance == 3));
    }

    /// <summary>
    /// The k-th best of ten is the best of three draws with replacement in (1 - (k-1)/10)^3 - (1 - k/10)^3 of all cases. An eleventh that
    /// is older than the ten has died, however good it was.
    /// </summary>
    [Fact]
    public void RegularizedEvolution_ParentIsTheBestOfThreeOfTheYoungestTen()
    {
        // Alike architectures but for the first edges, which tell who the parent was as long as the last edge is the one that changes.
        var alive = Enumerable.Range(0, 10).Select(i => new JudgedArchitecture(Marked(i), 90 - i, 1)).ToList();
        List<JudgedArchitecture> history = [new(Marked(20), 99, 1), .. alive];
        var parents = Enumerable.Range(0, 4 * Draws).Select(seed => Sampled(RegularizedEvolution.Method, seed, history))
            .Where(child => child[CellKind.Normal, Space.Edges[5]] != Space.Operations[0])
            .Select(child => Enumerable.Range(0, 21).First(i => Mark(Marked(i)) == Mark(child))).ToList();
        Assert.InRange(parents.Count, Draws / 4, 4 * Draws);
        foreach (var rank in new[] { 1, 2, 5 })
        {
            var expected = Math.Pow(1 - ((rank - 1) / 10.0), 3) - Math.Pow(1 - (rank / 10.0), 3);
            AssertShare(expected, parents.Count(parent => parent == rank - 1), parents.Count);
        }

        Assert.DoesNotContain(20, parents);
    }

    /// <summary>The update written out in plain numbers: moving average without bias, policy gradient, Adam.</summary>
    [Fact]
    public void Reinforce_Policy_MovesAsTheFormulasSay()
    {
        var history = History(6);
        using var policy = new Reinforce.Policy(Space, 7, new ReinforceOptions());
        var theta = policy.Theta.ToArray(CellKind.Normal);
        policy.Propose(history);
        var moved = policy.Theta.ToArray(CellKind.Normal);

        var (first, second) = (new double[6, 5], new double[6, 5]);
        for (var step = 1; step <= history.Count; step++)
        {
            var seen = history.Take(step).Select((judged, i) => (judged.Accuracy, Weight: Math.Pow(0.9, step - 1 - i))).ToList();
            var advantage = history[step - 1].Accuracy - (seen.Sum(s => s.Weight * s.Accuracy) / seen.Sum(s => s.Weight));
            var before = (double[,])theta.Clone();
            foreach (var (row, column) in from row in Enumerable.Range(0, 6) from column in Enumerable.Range(0, 5) select (row, column))
            {
                var probability = Math.Exp(before[row, column]) / Enumerable.Range(0, 5).Sum(o => Math.Exp(before[row, o]));
                var drawn = Space.ColumnOf(history[step - 1].Path[CellKind.Normal, Space.Edges[row]]) == column ? 1 : 0;
                var gradient = advantage * (probability - drawn);
                first[row, column] = (0.9 * first[row, column]) + (0.1 * gradient);
                second[row, column] = (0.999 * second[row, column]) + (0.001 * gradient * gradient);
                var (mean, square) = (first[row, column] / (1 - Math.Pow(0.9, step)), second[row, column] / (1 - Math.Pow(0.999, step)));
                theta[row, column] -= 0.01 * mean / (Math.Sqrt(square) + 1e-8);
            }
        }

        foreach (var (row, column) in from row in Enumerable.Range(0, 6) from column in Enumerable.Range(0, 5) select (row, column))
            Assert.Equal(theta[row, column], moved[row, column], 1e-12);
    }

    [Fact]
    public void Reinforce_AfterOneReward_HasLearnedNothing_AndThenPrefersWhatDidBetter()
    {
        using var policy = new Reinforce.Policy(Space, 7, new ReinforceOptions { LearningRate = 0.1 });
        var start = policy.Theta.ToArray(CellKind.Normal);
        List<JudgedArchitecture> history = [new(Path(0), 60, 1)];
        policy.Propose(history);
        Assert.All(start.Cast<double>().Zip(policy.Theta.ToArray(CellKind.Normal).Cast<double>()),
            pair => Assert.Equal(pair.First, pair.Second, Rounding));
        for (var i = 0; i < 200; i++) history.Add(new JudgedArchitecture(Path(i % 2), i % 2 == 0 ? 60 : 80, 1));
        policy.Propose(history);
        var learned = policy.Theta.ToArray(CellKind.Normal);
        Assert.All(Enumerable.Range(0, 6), row => Assert.True(learned[row, 1] > learned[row, 0]));
    }

    private static ChosenOperations Sampled(SamplingMethod method, int seed, IReadOnlyList<JudgedArchitecture> history)
    {
        using var sampler = method.Sampler(method.Published with { Search = new SamplingPhaseOptions { Seed = seed } }, Space);
        return sampler.Propose(history)!;
    }

    /// <summary>The architecture whose every edge carries the same operation.</summary>
    private static ChosenOperations Path(int column) => ChosenOperations.OnEveryEdge(Space, (_, _) => Space.Operations[column]);

    private static List<JudgedArchitecture> History(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new JudgedArchitecture(Path(i % 5), 40 + (7 * i % 11), 100))];

    private static ChosenOperations Marked(int number) =>
        ChosenOperations.OnEveryEdge(Space,
            (_, edge) => Space.Operations[Space.RowOf(edge) switch { 0 => number % 5, 1 => number / 5, _ => 0 }]);

    private static (CandidateOperation First, CandidateOperation Second) Mark(ChosenOperations path) =>
        (path[CellKind.Normal, Space.Edges[0]], path[CellKind.Normal, Space.Edges[1]]);

    private static void AssertShare(double expected, int count, int draws = Draws)
    {
        var deviation = 5 * Math.Sqrt(expected * (1 - expected) / draws);
        Assert.InRange((double)count / draws, expected - deviation, expected + deviation);
    }
}
