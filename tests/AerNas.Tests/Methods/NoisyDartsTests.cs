using AerNas.Kernels.Engine;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Schedules;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class NoisyDartsTests
{
    private const double Rounding = 1e-12;
    private const double NumbersRounding = 1e-6; // the numbers are float32

    [Theory]
    [InlineData(NoiseDistribution.Gaussian, NoiseMixing.Additive)]
    [InlineData(NoiseDistribution.Gaussian, NoiseMixing.Multiplicative)]
    [InlineData(NoiseDistribution.Uniform, NoiseMixing.Additive)]
    [InlineData(NoiseDistribution.Uniform, NoiseMixing.Multiplicative)]
    public void Apply_EachForm_AddsUnbiasedNoiseOfItsSpread(NoiseDistribution distribution, NoiseMixing mixing)
    {
        using var scope = NewDisposeScope();
        var x = randn([10, 10, 20, 20], ScalarType.Float64, generator: new Generator(1)).Times(3).Plus(5);
        var noise = new SkipNoise(0.2, distribution, mixing, NoiseDecay.None);

        var found = Noisy(noise, 7, x);

        var n = mixing == NoiseMixing.Additive ? found - x : (found / x).Minus(1);
        var expected = distribution == NoiseDistribution.Uniform ? Math.Sqrt(0.2) : mixing == NoiseMixing.Additive
            ? 0.2 * x.std().item<double>()
            : 0.2;
        Assert.Equal(1, n.std().item<double>() / expected, 0.02); // 40,000 numbers
        Assert.Equal(0, n.mean().item<double>() / expected, 0.03);
        if (distribution == NoiseDistribution.Uniform) Assert.InRange(n.abs().max().item<double>(), 0.7, Math.Sqrt(0.6));
        Assert.True(found.equal(Noisy(noise, 7, x)).all().item<bool>());
        Assert.False(found.allclose(Noisy(noise, 7, x, place: 1)));
    }

    [Fact]
    public void Apply_CosineDecay_FadesToNothing()
    {
        using var scope = NewDisposeScope();
        var x = randn([2, 3, 4, 4], ScalarType.Float64, generator: new Generator(1));
        var steady = new SkipNoise(0.2, NoiseDistribution.Gaussian, NoiseMixing.Additive, NoiseDecay.None);
        var fading = new SkipNoise(0.2, NoiseDistribution.Gaussian, NoiseMixing.Additive, NoiseDecay.Cosine);

        Assert.True(Noisy(fading, 0, x).equal(Noisy(steady, 0, x)).all().item<bool>());
        Assert.True((Noisy(fading, 25, x) - x).allclose((Noisy(steady, 25, x) - x).Over(2), rtol: 0, atol: NumbersRounding));
        Assert.Equal(0, fading.Remaining(At(50).Moment), Rounding);
    }

    [Theory]
    [InlineData("darts")]
    [InlineData("nasbench201")]
    public void Loss_OfBothLevels_IsThatOfASupernetWithTheNoiseAddedByHand(string name)
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.Find(name);
        using var noisy = new MethodCase(NoisyDarts.Method, space);
        using var plain = new MethodCase(DartsV1.Method, space);
        plain.State.Alpha.Keep(KeptOperations.WithoutNone(space));
        var mixture = plain.Mixture(plain.At(0));
        var recorder = new RecordedSkips(
            new SkipNoise(0.2, NoiseDistribution.Gaussian, NoiseMixing.Additive, NoiseDecay.None,
                noisy.Options.Part<SkipNoiseOptions>().DropPath));

        var training = noisy.Problem.TrainingLoss().item<double>();
        var validation = noisy.Problem.ValidationLoss().CrossEntropy.item<double>();
        var again = noisy.Problem.TrainingLoss().item<double>();
        var byHand = plain.Loss(mixture.WithSkips(new DisturbedSkips(recorder, new RelaxationContext(noisy.At(0), SearchLevel.Weights))))
            .item<double>();

        Assert.Equal(again, training);
        Assert.Equal(training, byHand, Rounding);
        Assert.NotEqual(training, validation);
        Assert.NotEqual(training, plain.Loss(mixture).item<double>());
        var skips = space.Name == "darts" ? 3 * 14 : 3 * 6; // one an edge and cell
        Assert.Equal(skips * plain.Batch.Images.shape[0], recorder.Seeds.Count);
        Assert.Distinct(recorder.Seeds);
    }

    [Fact]
    public void Loss_InEvaluationMode_HasNoNoise()
    {
        using var scope = NewDisposeScope();
        using var noisy = new MethodCase(NoisyDarts.Method, SearchSpace.Darts);
        var skips = new DisturbedSkips(new RecordedSkips(null), new RelaxationContext(noisy.At(0), SearchLevel.Validation));
        noisy.State.Supernet.Training = false;

        Assert.Equal(noisy.Loss(noisy.Mixture(noisy.At(0))).item<double>(),
            noisy.Loss(noisy.Mixture(noisy.At(0)).WithSkips(skips)).item<double>());
    }

    private static RelaxationContext At(int epoch)
    {
        var progress = new EpochProgress(epoch, 50);
        return new RelaxationContext(new SearchMoment(1, new(epoch, 0), progress, progress), SearchLevel.Weights);
    }

    private static Tensor Noisy(ISkipDisturbance noise, int epoch, Tensor x, int place = 0) =>
        new DisturbedSkips(noise, At(epoch)).Apply(x, 0, place);

    private sealed class RecordedSkips(ISkipDisturbance? disturbance) : ISkipDisturbance
    {
        public List<ulong> Seeds { get; } = [];

        public bool AtStrideTwo => true;

        public DisturbanceForm? FormAt(SearchMoment moment) => disturbance is null ? DisturbanceForm.Added : disturbance.FormAt(moment);

        public double Dropped => disturbance?.Dropped ?? 0;

        public DrawSpread SpreadAt(SearchMoment moment) => disturbance?.SpreadAt(moment) ?? default;

        public void Fill(Span<float> numbers, SearchMoment moment, ulong seed)
        {
            Seeds.Add(seed);
            if (disturbance is null) throw new InvalidOperationException("Nothing is disturbed here.");
            disturbance.Fill(numbers, moment, seed);
        }
    }
}
