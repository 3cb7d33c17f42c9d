using AerNas.Bilevel;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class FairDartsTests
{
    private const double Rounding = 1e-12;

    [Theory]
    [InlineData("darts")]
    [InlineData("nasbench201")]
    public void ArchitectureGradient_IsThatOfTheMixtureTimesTheSlopeOfTheSigmoidAndTheZeroOneLoss(string name)
    {
        using var scope = NewDisposeScope();
        using var fair = new MethodCase(FairDarts.Method, SearchSpace.Find(name), Plain);
        var (space, alpha) = (fair.State.Alpha.Space, fair.State.Alpha);
        var gates = space.CellKinds.ToDictionary(kind => kind, kind => sigmoid(alpha[kind].detach()).requires_grad_(true));
        var towardsGates = Gradients.Of(fair.Loss(new Mixture(space, kind => gates[kind])), [.. gates.Values]);
        var count = space.CellKinds.Length * space.Edges.Length * (space.Operations.Length - 1);

        var found = new FirstOrderStep().Compute(fair.Problem, fair.State.Optimizers.Weights).Alphas;

        foreach (var (kind, i) in gates.Keys.Select((kind, i) => (kind, i)))
        {
            var p = gates[kind].detach();
            var zeroOne = p.Minus(0.5).Times(-20.0 / count);
            zeroOne[TensorIndex.Colon, space.ColumnOf(CandidateOperation.None)] = 0;
            var expected = towardsGates[i].Plus(zeroOne) * p * p.SubtractedFrom(1);
            Assert.True(found[i].allclose(expected, rtol: 0, atol: Rounding),
                $"{kind}: {(found[i] - expected).abs().max().item<double>()}");
        }
    }

    [Fact]
    public void Published_FairDarts_StartsAtZeroWithTheOfficialRates()
    {
        var options = FairDarts.Method.Published(SearchSpace.Darts);
        Assert.Equal((0, 3e-3, 0.9, 0.999),
            (options.Alpha.InitialScale, options.Alpha.LearningRate, options.Alpha.Beta1, options.Alpha.Beta2));
        Assert.Equal((128, 0.005, 0.001, 50),
            (options.Search.BatchSize, options.Weights.LearningRate, options.Weights.MinimumLearningRate, options.Search.Epochs));
    }

    private static SearchOptions Plain(SearchOptions options) =>
        options with { Entropy = new EntropyOptions { Schedule = EntropySchedule.Off } };
}
