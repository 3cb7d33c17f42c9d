using AerNas.Bilevel;
using AerNas.Methods;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Schedules;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class MtlNasTests
{
    private const double Rounding = 1e-12;

    [Fact]
    public void Measure_HandComputedGates_IsTheirMeanEntropyInNats()
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.NasBench201;
        using var alpha = ArchitectureParameters.FromValues(space, _ =>
        {
            var values = zeros([6, 5], ScalarType.Float64); // p = 1/2: ln 2
            values[TensorIndex.Colon, space.ColumnOf(CandidateOperation.NorConv3x3)] = Math.Log(3); // p = 3/4
            values[TensorIndex.Colon, space.ColumnOf(CandidateOperation.SkipConnect)] = 800; // p = 1: nothing, and no overflow
            values[TensorIndex.Colon, space.ColumnOf(CandidateOperation.None)] = 1; // does not count
            return values;
        });
        var threeQuarters = -(0.75 * Math.Log(0.75) + 0.25 * Math.Log(0.25));
        var expected = (2 * Math.Log(2) + threeQuarters) / 4;

        Assert.Equal(expected, BernoulliEntropy.Measure(alpha).ToNumber(), Rounding);
        Assert.Equal(0, new BernoulliEntropy(10, WeightGrowth.Linear).Penalty(alpha, new EpochProgress(0, 50)).ToNumber());
        Assert.Equal(5 * expected, new BernoulliEntropy(10, WeightGrowth.Linear).Penalty(alpha, new EpochProgress(25, 50))
            .ToNumber(), Rounding);
    }

    [Fact]
    public void Temperature_OverTheEpochs_FallsAlongAParabola()
    {
        var relaxation = new BernoulliRelaxation(1, AlphaGates.Drawn);
        Assert.Equal([1, 0.25, 0.0004], new[] { 0, 25, 49 }.Select(epoch => Math.Round(relaxation.Temperature(Moment(epoch)), 10)));
    }

    [Fact]
    public void Relax_GatesOfAHotLogit_AreOpenAsOftenAsTheSigmoidSays()
    {
        using var scope = NewDisposeScope();
        using var alpha = ArchitectureParameters.FromValues(SearchSpace.NasBench201,
            _ => Tensors.Full([6, 5], Math.Log(3), ScalarType.Float64));
        var relaxation = new BernoulliRelaxation(1, AlphaGates.Drawn);
        const int draws = 400;

        var open = Enumerable.Range(0, draws)
            .Sum(step => relaxation.Relax(alpha, new RelaxationContext(Moment(49, step), SearchLevel.Weights))[CellKind.Normal]
            .detach().IsAbove(0.5).sum().item<long>());

        Assert.Equal(0.75, open / (30.0 * draws), 0.02); // five standard deviations of 12,000 gates
        var validated = relaxation.Relax(alpha, new RelaxationContext(Moment(0), SearchLevel.Validation))[CellKind.Normal];
        Assert.Equal(30, validated.sum().item<double>());
    }

    [Theory]
    [InlineData("darts")]
    [InlineData("nasbench201")]
    public void ArchitectureGradient_IsThatOfTheGatesTimesTheirSlopeAndOfTheEntropy(string name)
    {
        const int epoch = 10;
        using var scope = NewDisposeScope();
        using var mtl = new MethodCase(MtlNas.Method.With(MtlNas.Method.Presets[0]), SearchSpace.Find(name),
            options => options with { Entropy = new EntropyOptions { Schedule = EntropySchedule.Off } });
        var (space, alpha, moment) = (mtl.State.Alpha.Space, mtl.State.Alpha, mtl.At(epoch));
        var drawn = mtl.Mixture(moment);
        var gates = space.CellKinds.ToDictionary(kind => kind, kind => drawn[kind].detach().requires_grad_(true));
        var towardsGates = Gradients.Of(mtl.Loss(new Mixture(space, kind => gates[kind])), [.. gates.Values]);
        var (tau, count) = (Math.Pow(1 - epoch / 50.0, 2), space.CellKinds.Length * space.Edges.Length * (space.Operations.Length - 1));

        var found = new FirstOrderStep().Compute(mtl.Problem, mtl.State.Optimizers.Weights).Alphas;

        foreach (var (kind, i) in gates.Keys.Select((kind, i) => (kind, i)))
        {
            var (gate, a) = (gates[kind].detach(), alpha[kind].detach());
            var entropy = a.Times(-10 * (epoch / 50.0) / count) * sigmoid(a) * sigmoid(a).SubtractedFrom(1); // dH/dalpha = -alpha p (1 - p)
            entropy[TensorIndex.Colon, space.ColumnOf(CandidateOperation.None)] = 0;
            var expected = (towardsGates[i] * gate * gate.SubtractedFrom(1)).Over(tau).Plus(entropy);
            Assert.True(found[i].allclose(expected, rtol: 0, atol: Rounding),
                $"{kind}: {(found[i] - expected).abs().max().item<double>()}");
        }
    }

    [Theory]
    [InlineData("darts")]
    [InlineData("nasbench201")]
    public void ArchitectureGradient_OfThePublishedRun_IsThatOfTheProbabilities(string name)
    {
        using var scope = NewDisposeScope();
        using var mtl = new MethodCase(MtlNas.Method, SearchSpace.Find(name));
        var (space, alpha) = (mtl.State.Alpha.Space, mtl.State.Alpha);
        mtl.At(10);
        var loss = mtl.Loss(new Mixture(space, kind => sigmoid(alpha[kind]))).Plus(BernoulliEntropy.Measure(alpha).Times(10));
        var expected = Gradients.Of(loss, mtl.Problem.Alphas);

        var found = new FirstOrderStep().Compute(mtl.Problem, mtl.State.Optimizers.Weights).Alphas;

        Assert.All(found.Zip(expected), pair => Assert.True(pair.First.allclose(pair.Second, rtol: 0, atol: Rounding)));
    }

    private static SearchMoment Moment(int epoch, int step = 0)
    {
        var progress = new EpochProgress(epoch, 50);
        return new SearchMoment(1, new(epoch, step), progress, progress);
    }
}
