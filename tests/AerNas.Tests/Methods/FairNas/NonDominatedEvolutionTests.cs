using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Spaces;

namespace AerNas.Tests.Methods;

/// <summary>NSGA-II on cells of NAS-Bench-201 that have one operation on all edges, whose costs are told.</summary>
public sealed class NonDominatedEvolutionTests
{
    private static readonly SearchSpace Space = SearchSpace.NasBench201;

    private static readonly ChosenOperations[] Uniform =
        [.. Space.Operations.Select(operation => ChosenOperations.OnEveryEdge(Space, (_, _) => operation))];

    private static readonly ChosenOperations None = Uniform[0], Skip = Uniform[1], Small = Uniform[2], Large = Uniform[3],
        Pool = Uniform[4];

    /// <summary>Parameters; multiply-adds are ten times as many.</summary>
    private static readonly Dictionary<Genotype, int> Costs = new()
    {
        [None.ToGenotype()] = 1,
        [Skip.ToGenotype()] = 2,
        [Small.ToGenotype()] = 30,
        [Large.ToGenotype()] = 90,
        [Pool.ToGenotype()] = 3,
        [Mixed.ToGenotype()] = 40,
    };

    [Theory]
    [InlineData(null, null, 3)] // the most accurate
    [InlineData(30, null, 2)]
    [InlineData(null, 899, 2)]
    [InlineData(2, 1000, 1)]
    public void FrontOf_Judged_TakesTheMostAccurateWithinTheLimits(int? parameters, int? multiplyAdds, int taken)
    {
        using var evolution = Evolution(population: 5, parameters, multiplyAdds);

        var front = evolution.FrontOf([Judged(None, 10), Judged(Skip, 60), Judged(Small, 80), Judged(Large, 90), Judged(Pool, 50)]);

        Assert.Equal([Large, Small, Skip, None], front.Members.Select(member => member.Path)); // skips are cheaper than pools, and better
        Assert.Equal(new FrontMember(Small, 80, 30, 300), front.Members[1]);
        Assert.Equal(Uniform[taken], front.Best.Path);
    }

    [Fact]
    public void FrontOf_JudgedBeyondTheLimits_TakesTheOneThatGoesLeastBeyond()
    {
        using var evolution = Evolution(population: 5, parameters: 20, multiplyAdds: null);

        var front = evolution.FrontOf([Judged(Large, 90), Judged(Small, 80)]);

        Assert.Equal(Small, front.Best.Path);
    }

    [Fact]
    public void FrontOf_AnArchitectureJudgedTwice_CountsItOnce()
    {
        using var evolution = Evolution(population: 5);

        var front = evolution.FrontOf([Judged(Small, 80), Judged(Small, 85)]);

        Assert.Equal(80, Assert.Single(front.Members).Accuracy);
    }

    /// <summary>Three survive. Of the six that are judged pools are worse than skips, and the mixed cell than the small one; of the front
    /// of four skips have the least room. A parent is the first of two drawn in the order of survival, a child takes edges in
    /// turn.</summary>
    [Fact]
    public void Propose_AfterGenerations_CrossesTheBetterOfTwoSurvivors()
    {
        var (parents, edges) = (new Queue<int>([2, 2, 1, 2, 2, 2, 2, 1, 0, 2, 1, 2]), 0);
        using var evolution = Evolution(population: 3, drawsOf: _ => bound => bound switch
        {
            3 => parents.Dequeue(),
            2 => edges++ % 2,
            _ => 1, // no edge mutates
        });
        JudgedArchitecture[] history =
        [
            Judged(Pool, 50), Judged(Large, 90), Judged(Small, 80), Judged(None, 10), Judged(Skip, 60), Judged(Mixed, 70),
        ];

        Assert.Equal(InTurn(Small, Large), evolution.Propose(history[..3])); // survived: pools and large at the ends, then small
        Assert.Equal(InTurn(Small, None), evolution.Propose(history)); // large and none, then small
        Assert.Equal(InTurn(Large, None), evolution.Propose(history));
    }

    [Fact]
    public void Propose_WhereAnEdgeMutates_GivesItAnotherOfItsOperations()
    {
        var edges = 0;
        using var evolution = Evolution(population: 3, drawsOf: _ => bound => bound switch
        {
            3 => 2,
            6 => edges++ == 0 ? 0 : 1,
            _ => 1, // of none, skip connection, 3x3 convolution and pool the second
        });

        var child = evolution.Propose([Judged(Pool, 50), Judged(Large, 90), Judged(Small, 80)]);

        Assert.Equal(Mixed, child);
    }

    [Fact]
    public void Propose_FromTheSameHistory_IsTheSameAndNeverWhatWasJudged()
    {
        const int Judgements = 40;
        using var evolution = new NonDominatedEvolution(Space, new FairNasOptions { Population = 4 }, seed: 2) { CostOf = OfColumns };
        var history = new List<JudgedArchitecture>();
        for (var i = 0; i < Judgements; i++) history.Add(Judged(evolution.Propose(history), history.Count * 7 % 11));
        using var fresh = new NonDominatedEvolution(Space, new FairNasOptions { Population = 4 }, seed: 2) { CostOf = OfColumns };

        Assert.Equal(Judgements, history.Select(judged => judged.Path).Distinct().Count());
        Assert.Equal(evolution.Propose(history), fresh.Propose(history));

        static (long, long) OfColumns(Genotype genotype)
        {
            var columns = genotype[CellKind.Normal].Edges.Sum(edge => Space.ColumnOf(edge.Operation));
            return (columns, 100 - columns);
        }
    }

    /// <summary>The small cell with a skip connection on its first edge.</summary>
    private static ChosenOperations Mixed => ChosenOperations.OnEveryEdge(Space, (_, edge) =>
        Space.RowOf(edge) == 0 ? CandidateOperation.SkipConnect : CandidateOperation.NorConv1x1);

    private static ChosenOperations InTurn(ChosenOperations one, ChosenOperations other) =>
        ChosenOperations.OnEveryEdge(Space, (kind, edge) => (Space.RowOf(edge) % 2 == 0 ? one : other)[kind, edge]);

    private static JudgedArchitecture Judged(ChosenOperations path, double accuracy) => new(path, accuracy, Seconds: null);

    private static NonDominatedEvolution Evolution(
        int population, int? parameters = null, int? multiplyAdds = null, Func<int, Func<int, int>>? drawsOf = null) =>
        new(Space, new FairNasOptions { Population = population, MaxParameters = parameters, MaxMultiplyAdds = multiplyAdds },
            drawsOf ?? (_ => throw new InvalidOperationException("Nothing is to be drawn.")))
        {
            CostOf = genotype => (Costs[genotype], 10 * Costs[genotype]),
        };
}
