using AerNas.Bilevel;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class NaspTests
{
    private const double Rounding = 1e-12;

    [Theory]
    [InlineData("darts", 2 * 8)]
    [InlineData("nasbench201", 6)]
    public void Relax_AnyAlpha_IsOneOperationAnEdgeAndInTheDartsSpaceTwoEdgesANode(string name, int edges)
    {
        using var scope = NewDisposeScope();
        using var nasp = new MethodCase(Nasp.Method, SearchSpace.Find(name));
        var (alpha, space) = (nasp.State.Alpha, nasp.State.Alpha.Space);

        var mixture = new ProjectedRelaxation().Relax(alpha, new RelaxationContext(nasp.At(0), SearchLevel.Weights));

        Assert.Equal(edges, space.CellKinds.Sum(kind => mixture[kind].sum().ToNumber()));
        foreach (var (kind, edge) in from kind in space.CellKinds from edge in space.Edges select (kind, edge))
        {
            var row = mixture[kind][space.RowOf(edge)].data<double>().ToArray();
            if (row.Sum() == 0) continue;
            var values = alpha.ToArray(kind);
            var best = space.Operations.Where(o => o != CandidateOperation.None).MaxBy(o => values[space.RowOf(edge), space.ColumnOf(o)])!;
            Assert.Equal(1, row[space.ColumnOf(best)]);
            Assert.All(space.Operations, operation => Assert.Equal(operation == best, mixture.IsActive(kind, edge, operation)));
        }
    }

    [Fact]
    public void Relax_AlphasAllEqual_TakesTheFirstOperationButNoneAndTheFirstEdges()
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.Darts;
        using var alpha = ArchitectureParameters.FromValues(space, _ => Tensors.Full([14, 8], 0.5, ScalarType.Float64));

        var weights = new ProjectedRelaxation().Relax(alpha, default)[CellKind.Normal];

        Assert.Equal(
            space.Edges.Select(edge => edge.From.Value < 2 ? 1.0 : 0),
            space.Edges.Select(edge => weights[space.RowOf(edge), space.ColumnOf(CandidateOperation.MaxPool3x3)].ToNumber()));
    }

    [Theory]
    [InlineData("darts")]
    [InlineData("nasbench201")]
    public void ArchitectureGradient_IsThatAtTheProjectedPoint(string name)
    {
        using var scope = NewDisposeScope();
        using var nasp = new MethodCase(Nasp.Method, SearchSpace.Find(name), Plain);
        var (space, alpha) = (nasp.State.Alpha.Space, nasp.State.Alpha);
        var projection = ProjectedRelaxation.Project(alpha);
        var point = space.CellKinds.ToDictionary(kind => kind, kind => ProjectedRelaxation.Through(projection, alpha, kind).detach()
            .requires_grad_(true));
        var expected = Gradients.Of(nasp.Loss(new Mixture(space, kind => point[kind])), [.. point.Values]);

        var found = new FirstOrderStep().Compute(nasp.Problem, nasp.State.Optimizers.Weights).Alphas;

        foreach (var (gradient, i) in expected.Select((gradient, i) => (gradient, i)))
        {
            Assert.True(found[i].allclose(gradient, rtol: 0, atol: Rounding));
            Assert.True(gradient.count_nonzero().item<long>() > space.Edges.Length); // operations of weight 0 learn, too
        }
    }

    [Fact]
    public void Step_MovesTheContinuousAlphaAndClampsIt()
    {
        using var scope = NewDisposeScope();
        using var nasp = new MethodCase(Nasp.Method, SearchSpace.Darts,
            options => Plain(options) with { Alpha = options.Alpha with { LearningRate = 0.3 } });
        var before = nasp.State.Alpha.Tensors.Select(alpha => alpha.detach().clone()).ToArray();
        var gradients = new FirstOrderStep().Compute(nasp.Problem, nasp.State.Optimizers.Weights).Alphas;

        nasp.Step();

        foreach (var (alpha, i) in nasp.State.Alpha.Tensors.Select((alpha, i) => (alpha, i)))
        {
            var decayed = gradients[i].Plus(before[i].Times(nasp.Options.Alpha.WeightDecay));
            var expected = (before[i] - decayed.Times(0.3) / decayed.abs().Plus(1e-8)).Between(0, 1); // the first step of Adam
            Assert.True(alpha.allclose(expected, rtol: 0, atol: Rounding));
            Assert.Equal((0, 1), (alpha.min().ToNumber(), alpha.max().ToNumber()));
        }
    }

    [Fact]
    public void ParameterShareDecay_Of3x3OnEveryEdge_IsItsShareOfTheParameters()
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.NasBench201;
        using var alpha = ArchitectureParameters.FromValues(space,
            _ => eye(5, dtype: ScalarType.Float64)[space.ColumnOf(CandidateOperation.NorConv3x3)].expand(6, 5));
        const double share = 9.0 / (9 + 1); // of the weights; the other is the 1x1 convolution

        var penalty = new ParameterShareDecay(0.1).Penalty(alpha, default);

        Assert.Equal(0.1 * 6 * share, penalty.ToNumber(), Rounding);
        var gradient = Gradients.Of(penalty, [alpha[CellKind.Normal]])[0];
        Assert.Equal(0.2 * share, gradient[0, space.ColumnOf(CandidateOperation.NorConv3x3)].ToNumber(), Rounding);
        Assert.Equal(0, gradient[0, space.ColumnOf(CandidateOperation.NorConv1x1)].ToNumber());
    }

    [Fact]
    public void Published_Nasp_StartsInTheMiddleOfTheBox() =>
        Assert.Equal((0.5, 0, 0), (Options.Alpha.InitialMean, Options.Alpha.InitialScale, Options.Part<ResourceOptions>().Weight));

    private static SearchOptions Options => Nasp.Method.Published(SearchSpace.Darts);

    private static SearchOptions Plain(SearchOptions options) =>
        options with { Entropy = new EntropyOptions { Schedule = EntropySchedule.Off } };
}
