using AerNas.Bilevel;
using AerNas.Discretization;
using AerNas.Networks;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Spaces;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Tests.Relaxations;

/// <summary>Alphas of which operations are dropped.</summary>
public sealed class KeptAlphasTests
{
    private const double Tolerance = 1e-7; // the entropy's guard inside the logarithm

    private static readonly SearchSpace Space = SearchSpace.NasBench201;

    [Fact]
    public void Relax_DroppedOperations_LeavesThemOutOfSoftmaxAndGradient()
    {
        using var scope = NewDisposeScope();
        using var alpha = Alphas();
        alpha.Keep(new KeptOperations(Space, (_, _, o) => o == CandidateOperation.SkipConnect || o == CandidateOperation.NorConv3x3));

        var mixture = new SoftmaxRelaxation().Relax(alpha);
        var gradient = Gradients.Of((mixture[CellKind.Normal] * Tensors.Range(5)).sum(), [alpha[CellKind.Normal]])[0];

        var share = 1 / (1 + Math.Exp(2)); // the alphas are 1 and 3
        Assert.All(Enumerable.Range(0, 6), row =>
        {
            double[] expected = [0, share, 0, 1 - share, 0];
            Assert.All(expected.Zip(mixture[CellKind.Normal][row].to(ScalarType.Float64).data<double>().ToArray()),
                pair => Assert.Equal(pair.First, pair.Second, Tolerance));
            double[] slope = [0, -2 * share * (1 - share), 0, 2 * share * (1 - share), 0]; // d (1 s + 3 (1 - s))
            Assert.All(slope.Zip(gradient[row].to(ScalarType.Float64).data<double>().ToArray()),
                pair => Assert.Equal(pair.First, pair.Second, Tolerance));
        });
        Assert.False(mixture.IsActive(CellKind.Normal, Space.Edges[0], CandidateOperation.AvgPool3x3));
        Assert.True(mixture.IsActive(CellKind.Normal, Space.Edges[0], CandidateOperation.NorConv3x3));
    }

    [Fact]
    public void Measure_DecidedEdges_HaveNoEntropy()
    {
        using var scope = NewDisposeScope();
        using var alpha = ArchitectureParameters.FromValues(Space, _ => zeros(6, 5));
        var (two, three) = (Space.Edges[0], Space.Edges[1]); // edges that keep as many operations; the others keep none alone
        alpha.Keep(new KeptOperations(Space, (_, edge, o) =>
            o == CandidateOperation.None || (edge == two && Space.ColumnOf(o) < 2) || (edge == three && Space.ColumnOf(o) > 2)));

        Assert.Equal((1 + Math.Log2(3)) / 6, Bits(EntropyOperations.All), Tolerance);
        Assert.Equal(1.0 / 6, Bits(EntropyOperations.ExceptNone), Tolerance);
        Assert.Equal(1.0 / 6, Bits(EntropyOperations.ExceptFirst), Tolerance);

        alpha.Keep(alpha.Kept.Where((_, _, o) => o == CandidateOperation.None));
        Assert.Equal(0, Bits(EntropyOperations.All));

        double Bits(EntropyOperations operations) => ArchitectureEntropy.Measure(alpha, operations).ToNumber();
    }

    [Fact]
    public void Discretize_DroppedOperations_ChoosesAmongTheOthers()
    {
        using var alpha = Alphas();
        alpha.Keep(KeptOperations.All(Space).Where((_, edge, o) => o != CandidateOperation.AvgPool3x3 || edge == Space.Edges[1]));

        Assert.Equal(
            "|nor_conv_3x3~0|+|avg_pool_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|",
                new ArgmaxRule().Discretize(alpha).ToString());
    }

    [Fact]
    public void Discretize_EdgesThatKeepOnlyNone_AreNotTaken()
    {
        var darts = SearchSpace.Darts;
        using var stream = RandomStreams.Create(1, "alpha");
        using var alpha = ArchitectureParameters.Initialize(darts, stream);
        alpha.Keep(KeptOperations.All(darts).Where((_, edge, o) => edge.From.Value < 2 || o == CandidateOperation.None));

        var cell = new DartsRule().Discretize(alpha)[CellKind.Normal];

        Assert.Equal(8, cell.Edges.Length);
        Assert.All(cell.Edges, e => Assert.InRange(e.Edge.From.Value, 0, 1));
    }

    [Fact]
    public void Keep_AgainAndAgain_LeavesNoTensorsBehind()
    {
        using var alpha = Alphas();
        alpha.Keep(new KeptOperations(Space, (_, _, o) => o == CandidateOperation.None));
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 3; i++) alpha.Keep(new KeptOperations(Space, (_, _, o) => Space.ColumnOf(o) == i));
        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Create_ANodeWithoutAnyOperation_IsRefused()
    {
        using var stream = RandomStreams.Create(1, "weights");
        var kept = KeptOperations.All(Space).Where((_, edge, o) => edge.To.Value != 2 || o == CandidateOperation.None);
        var options = new SupernetOptions { Channels = 2, Cells = 1, Kept = kept };
        Assert.Contains("node 2", Assert.Throws<ArgumentException>(() => new Supernet(Space, options, stream)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Every edge has the alphas 0, 1, 2, 3, 4.</summary>
    private static ArchitectureParameters Alphas() =>
        ArchitectureParameters.FromValues(Space, _ => Tensors.Range(5, ScalarType.Float32).expand(6, 5));
}
