using AerNas.Bilevel;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class RobustDartsTests
{
    private const double Rounding = 1e-12;

    [Theory]
    [InlineData("darts")]
    [InlineData("nasbench201")]
    public void Step_OfTheWeights_IsThatOfSgdOnTheKeptPathsWithTheStrongerDecay(string name)
    {
        using var scope = NewDisposeScope();
        using var robust = new MethodCase(
            RobustDarts.Method.With(Preset("l2")), SearchSpace.Find(name),
                options => options.With<DropPathOptions>(_ => new() { Last = 0.5 }));
        var context = new RelaxationContext(robust.At(25), SearchLevel.Weights); // half of the way
        var mixture = new SoftmaxRelaxation().Relax(robust.State.Alpha, context);
        var (before, rates) = (robust.State.Supernet.Weights.Select(w => w.detach().clone()).ToArray(), robust.Options.Weights);
        var gradients = Gradients.Of(robust.Loss(mixture.WithPaths(new DroppedPaths(0.5 * 25 / 49, context))),
            robust.State.Supernet.Weights);
        var norm = Gradients.Norm(gradients).ToNumber();

        robust.Step(alphaLearns: false);

        Assert.Equal(27e-4, rates.WeightDecay);
        foreach (var (weight, i) in robust.State.Supernet.Weights.Select((weight, i) => (weight, i)))
        {
            var decayed = gradients[i].Times(Math.Min(1, rates.GradientClip / (norm + 1e-6))).Plus(before[i].Times(rates.WeightDecay));
            var expected = before[i] - (rates.Nesterov ? decayed.Times(1 + rates.Momentum) : decayed).Times(rates.LearningRate);
            Assert.True(weight.detach().allclose(expected, rtol: 0, atol: Rounding));
        }
    }

    [Fact]
    public void Presets_AreThePublishedKindsOfRun()
    {
        foreach (var space in SearchSpace.All)
        {
            var (stopped, decayed, dropped) =
                (Preset("early-stop").Options(space), Preset("l2").Options(space), Preset("drop-path").Options(space));
            Assert.Equal((RobustDarts.Method.Published(space).Stop, DartsV2.Method.Published(space).Weights.WeightDecay),
                (stopped.Stop, stopped.Weights.WeightDecay));
            Assert.Equal((null, 27e-4, 0.0, 0),
                (decayed.Stop, decayed.Weights.WeightDecay, decayed.Part<DropPathOptions>().Last, decayed.Data.Cutout));
            Assert.Equal((null, 0.2, 16, CutoutImages.GrowingShare),
                (dropped.Stop, dropped.Part<DropPathOptions>().Last, dropped.Data.Cutout, dropped.Data.CutoutImages));
            Assert.All(RobustDarts.Method.Presets, preset => Assert.Empty(RobustDarts.Method.With(preset).Published(space).Validate()));
        }
    }

    [Fact]
    public void Published_Both_StopByTheEigenvalueOrAdapt()
    {
        foreach (var space in SearchSpace.All)
        {
            var (stops, adapts) = (RobustDarts.Method.Published(space), RobustDartsAda.Method.Published(space));
            Assert.Equal((StopCriterion.Eigenvalue, null), (stops.Stop!.Criterion, stops.Stop.Adaptation));
            Assert.Equal(new AdaptationOptions(), adapts.Stop!.Adaptation);
            Assert.Equal(DartsV2.Method.Published(space).Weights, adapts.Weights);
            Assert.IsType<SecondOrderStep>(RobustDarts.Method.ArchitectureStep(stops));
            Assert.Null(RobustDarts.Method.Relaxations(stops).PathDrops);
        }
    }

    private static MethodPreset Preset(string name) => RobustDarts.Method.Presets.Single(preset => preset.Name == name);
}
