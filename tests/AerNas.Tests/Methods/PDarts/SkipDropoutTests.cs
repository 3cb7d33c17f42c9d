using AerNas.Methods;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Runtime;
using AerNas.Schedules;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class SkipDropoutTests
{
    private const int Elements = 100_000;
    private const double FourDeviations = 0.0062; // of the share among so many elements: 4 sqrt(0.4 * 0.6 / 100000)

    private static readonly SkipDropout Dropout = new([0, 0.4]);

    [Theory]
    [InlineData(0, 0.4 * 24 / 25)] // falling while w learns alone
    [InlineData(9, 0.4 * 15 / 25)]
    [InlineData(10, 0.4)] // back when alpha begins
    [InlineData(12, 0.4 * 0.67032004603563933)] // exp(-0.4)
    public void ProbabilityAt_AnEpochOfAStage_IsThatOfTheSchedule(int epoch, double expected)
    {
        Assert.Equal(expected, Dropout.ProbabilityAt(Moment(epoch, stage: 1)), 1e-12);
        Assert.Equal(0, Dropout.ProbabilityAt(Moment(epoch, stage: 0)));
    }

    [Fact]
    public void Apply_Ones_DropsTheirShareAndScalesTheRest()
    {
        using var scope = NewDisposeScope();
        var context = new RelaxationContext(Moment(10, stage: 1), SearchLevel.Weights);
        var x = ones(1, 1, 1, Elements, dtype: ScalarType.Float64).requires_grad_(true);
        var skips = new DisturbedSkips(Dropout, context);

        var y = skips.Apply(x, kind: 0, place: 7);
        y.sum().backward();

        Assert.Equal([0.0, 1 / 0.6], y.detach().data<double>().ToArray().Distinct().Order());
        Assert.Equal(0.4, y.Is(0).to(ScalarType.Float64).mean().item<double>(), FourDeviations);
        Assert.True(x.grad!.eq(y).all().item<bool>());
        Assert.True(skips.Apply(x, kind: 0, place: 7).eq(y).all().item<bool>());
        Assert.False(skips.Apply(x, kind: 0, place: 8).eq(y).all().item<bool>());
        Assert.Null(Dropout.FormAt(Moment(10, stage: 0)));
    }

    [Theory]
    [InlineData(NetworkEngine.Torch)]
    [InlineData(NetworkEngine.Fused)]
    public void Forward_AReductionCellAlone_LeavesSkipsOfStrideTwo(NetworkEngine engine)
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.Darts;
        using var stream = RandomStreams.Create(1, "weights");
        var kept = KeptOperations.All(space).Where((kind, edge, o) => // skips only where a reduction cell reads its inputs
            (kind == CellKind.Reduction && edge.From.Value < space.InputNodes) == (o == CandidateOperation.SkipConnect));
        var options = new SupernetOptions { Channels = 2, Layers = 3, Kept = kept, DisturbsSkips = true, Engine = engine };
        using var supernet = new Supernet(space, options, stream);
        using var alpha = ArchitectureParameters.Initialize(space, stream);
        alpha.Keep(kept);
        var (images, plain) = (randn(4, 3, 8, 8), new SoftmaxRelaxation().Relax(alpha));

        var dropping = plain.WithSkips(new DisturbedSkips(Dropout, new RelaxationContext(Moment(10, stage: 1), SearchLevel.Weights)));

        Assert.True(supernet.Forward(images, dropping).eq(supernet.Forward(images, plain)).all().item<bool>());
    }

    private static SearchMoment Moment(int epoch, int stage)
    {
        var (search, architecture) = (new EpochProgress(epoch, 25), new EpochProgress(epoch - 10, 15));
        return new SearchMoment(1, new RunPosition(25 + epoch, 3), search, architecture) { Stage = stage };
    }
}
