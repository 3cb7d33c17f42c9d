using AerNas.Bilevel;
using AerNas.Discretization;
using AerNas.Methods;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class DaasTests
{
    private const double Rounding = 1e-10;

    [Fact]
    public void Operations_StretchedAlphas_AreDoubledAndCubedBelowMinusOne()
    {
        using var scope = NewDisposeScope();
        using var alpha = ArchitectureParameters.FromValues(SearchSpace.NasBench201, _ => tensor(new[] { -1, -0.5, -0.25, 0.5, 1 })
            .expand(6, 5).clone());
        double[] stretched = [-8, -1, -0.5, 1, 2];
        var sum = stretched.Sum(Math.Exp);

        var found = StretchedSoftmax.Operations(alpha, CellKind.Normal)[0].data<double>().ToArray();

        Assert.Equal(stretched.Select(x => Math.Exp(x) / sum), found, (a, b) => Math.Abs(a - b) < Rounding);
    }

    [Fact]
    public void Relax_OnDarts_WeighsTheEdgesOfNodesThatKeepOnlySome()
    {
        using var scope = NewDisposeScope();
        using var alpha = Alphas(beta: row => row);
        var space = alpha.Space;

        var rows = new StretchedSoftmax(BetasOf.OwnKind).Relax(alpha, default)[CellKind.Reduction].sum(1); // [E]

        Assert.Equal([1, 1], new[] { 0, 1 }.Select(row => rows[row].item<double>()), (a, b) => Math.Abs(a - b) < Rounding);
        // Rows 2 to 4 lead to node 3; their betas 2, 3 and 4 all count as 1. Rows 5 to 8 lead to node 4, and so do theirs.
        Assert.All(Enumerable.Range(2, 12), row => Assert.Equal(1, rows[row].item<double>(), Rounding));
        using var uneven = Alphas(beta: row => row == 2 ? Math.Log(2) : 0); // softmax of ln 2, 0, 0: 1/2, 1/4, 1/4
        var node3 = new StretchedSoftmax(BetasOf.OwnKind).Relax(uneven, default)[CellKind.Normal].sum(1).narrow(0, 2, 3)
            .data<double>().ToArray();
        Assert.Equal([1.5, 0.75, 0.75], node3, (a, b) => Math.Abs(a - b) < Rounding);
        Assert.Equal(0, new StretchedSoftmax(BetasOf.OwnKind)
            .Relax(alpha, default)[CellKind.Normal][TensorIndex.Colon, space.ColumnOf(CandidateOperation.None)].abs().max().item<double>());
    }

    [Theory]
    [InlineData(0)] // epoch 1: nothing counts
    [InlineData(6)] // epoch 7: the betas count
    [InlineData(7)] // epoch 8: alpha begins, with a logarithm of 1
    [InlineData(30)]
    [InlineData(48)] // epoch 49: the logarithm of 42 to the base of 42
    public void Penalty_OnDarts_IsTheHandComputedSumOfBothEntropies(int index)
    {
        using var scope = NewDisposeScope();
        using var alpha = Alphas(beta: _ => 0);
        var options = Daas.Method.Published(SearchSpace.Darts);
        var e = index + 1;
        var (s1, s2) = ((e - 1) / 49.0, e < 8 ? 0 : Math.Log(e - 7) / Math.Log(42));
        var ofAlpha = 2 * 14 * Math.Log(7);
        var ofBeta = 2 * (Math.Log(3) + Math.Log(4) + Math.Log(5) + 3 * 0.2 * 4);

        var found = Daas.Method.Terms(options, []).Single()
            .Penalty(alpha, options.MomentAt(new RunPosition(index, 0)).Architecture).ToNumber();

        Assert.Equal(0.1 * s1 * (s2 * ofAlpha + 4 * ofBeta), found, Rounding);
    }

    [Theory]
    [InlineData(15, 0)]
    [InlineData(16, 0)]
    [InlineData(17, 1)]
    [InlineData(49, 33)]
    public void Penalty_OnNasBench201_GrowsFromEpochSixteen(int epoch, int ninetyEighths)
    {
        using var scope = NewDisposeScope();
        using var alpha = ArchitectureParameters.FromValues(SearchSpace.NasBench201, _ => zeros([6, 5], ScalarType.Float64));
        var options = Daas.Method.Published(SearchSpace.NasBench201);

        var found = Daas.Method.Terms(options, []).Single()
            .Penalty(alpha, options.MomentAt(new RunPosition(epoch, 0)).Architecture).ToNumber();

        Assert.Equal(ninetyEighths / 98.0 * 6 * Math.Log(5), found, Rounding);
        Assert.Equal(15, options.Alpha.FirstEpoch(options.Search.Epochs));
    }

    [Fact]
    public void Penalty_OperationsWhoseProbabilityUnderflows_IsFiniteWithItsGradient()
    {
        using var scope = NewDisposeScope();
        using var alpha = ArchitectureParameters.FromValues(SearchSpace.NasBench201, _ => tensor(new float[] { -5, 0, 0, 0, 0 })
            .expand(6, 5).clone());
        var sums = new EntropySums(_ => 1, _ => 0);

        var penalty = sums.Penalty(alpha, default); // the stretched -5 is -1000: exp gives 0 in float32
        var gradient = Gradients.Of(penalty, [alpha[CellKind.Normal]])[0];

        Assert.Equal(6 * Math.Log(4), penalty.ToNumber(), 1e-5);
        Assert.Equal(0, gradient.abs().max().ToNumber(), 1e-5);
    }

    [Fact]
    public void Step_BeforeAlphaLearns_MovesTheBetasByAdamAlone()
    {
        using var scope = NewDisposeScope();
        using var daas = new MethodCase(Daas.Method, SearchSpace.Darts);
        var moment = daas.At(3);
        var before = daas.Problem.Alphas.Select(a => a.detach().clone()).ToArray();
        var gradient = new FirstOrderStep().Compute(daas.Problem, daas.State.Optimizers.Weights).Alphas;

        daas.Step(moment.AlphaLearns);

        Assert.False(moment.AlphaLearns);
        Assert.All(Enumerable.Range(0, 2), i => Assert.True(daas.Problem.Alphas[i].equal(before[i]).all().item<bool>()));
        var rates = daas.Options.Alpha;
        for (var i = 2; i < 4; i++)
        {
            var g = gradient[i].Plus(before[i].Times(rates.WeightDecay));
            var expected = before[i] - g.Times(rates.LearningRate) / g.abs().Plus(1e-8); // the first step of Adam
            Assert.True(daas.Problem.Alphas[i].detach().allclose(expected, rtol: 0, atol: Rounding));
        }

        daas.At(7);
        daas.Step();
        Assert.False(daas.Problem.Alphas[0].equal(before[0]).all().item<bool>());
    }

    [Fact]
    public void Discretize_LargeBetas_DecideWhichEdgesStay()
    {
        using var alpha = Alphas(beta: row => row);

        var cell = new StrongestBetasRule().Discretize(alpha)[CellKind.Normal];

        Assert.Equal(["2<-0", "2<-1", "3<-1", "3<-2", "4<-2", "4<-3", "5<-3", "5<-4"], cell.Edges.Select(e => e.Edge.ToString()));
        Assert.All(cell.Edges, e => Assert.Equal(CandidateOperation.MaxPool3x3, e.Operation));
    }

    [Fact]
    public void Published_OnDarts_StartsTheBetasOfANodeSoThatTheyAddUpToTwo()
    {
        using var stream = new Generator(1);
        using var alpha = ArchitectureParameters.Initialize(SearchSpace.Darts, stream, Daas.Method.Published(SearchSpace.Darts).Alpha
            .Start(weighsEdges: true));

        foreach (var node in alpha.Space.ComputedNodes)
            Assert.Equal(2, alpha.Space.EdgesInto(node).Sum(edge => alpha.EdgesToArray(CellKind.Normal)![alpha.Space.RowOf(edge)]), 0.003);
    }

    /// <summary>Alphas of 0 in the DARTS space.</summary>
    private static ArchitectureParameters Alphas(Func<int, double> beta) => ArchitectureParameters.FromValues(
        SearchSpace.Darts, _ => zeros([14, 8], ScalarType.Float64), _ => tensor(Enumerable.Range(0, 14).Select(beta).ToArray()));
}
