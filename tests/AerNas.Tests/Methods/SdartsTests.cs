using AerNas.Bilevel;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class SdartsTests
{
    private const double Rounding = 1e-12;

    public static TheoryData<string, string> Both => new()
    {
        { "sdarts-rs", "darts" },
        { "sdarts-rs", "nasbench201" },
        { "sdarts-adv", "darts" },
        { "sdarts-adv", "nasbench201" },
    };

    [Theory]
    [MemberData(nameof(Both))]
    public void Step_OfTheWeights_IsThatOfSgdAtThePerturbedMixture(string method, string name)
    {
        using var scope = NewDisposeScope();
        using var sdarts = new MethodCase(Find(method), SearchSpace.Find(name));
        var context = new RelaxationContext(sdarts.At(10), SearchLevel.Weights);
        var (before, statistics) = (Copies(sdarts.State.Supernet.Weights), Copies(sdarts.Problem.Buffers));
        var mixture = new SoftmaxRelaxation().Relax(sdarts.State.Alpha, context);
        var perturbed = Find(method).Relaxations(sdarts.Options).Perturbation!.Perturb(mixture, context, InEvaluation);
        var leaves = perturbed.Space.CellKinds.Select(kind => perturbed[kind].detach().requires_grad_(true)).ToArray();
        var all = Gradients.Of(sdarts.Loss(perturbed.WithWeights(kind => leaves[perturbed.Space.CellKinds.IndexOf(kind)])),
            [.. sdarts.State.Supernet.Weights, .. leaves]);
        var gradients = all[..^leaves.Length];
        foreach (var (buffer, value) in sdarts.Problem.Buffers.Zip(statistics)) buffer.copy_(value); // the attack looks at them
        var (rates, norm) = (sdarts.Options.Weights, cat([.. (name == "nasbench201" ? all : gradients).Select(g => g.reshape(-1))])
            .norm().item<double>());

        sdarts.Step(alphaLearns: false);

        Assert.False(perturbed[CellKind.Normal].allclose(mixture[CellKind.Normal], rtol: 0, atol: 1e-3));
        foreach (var (weight, i) in sdarts.State.Supernet.Weights.Select((weight, i) => (weight, i)))
        {
            var clipped = gradients[i].Times(Math.Min(1, rates.GradientClip / (norm + 1e-6)));
            var expected = before[i] - clipped.Plus(before[i].Times(rates.WeightDecay)).Times(rates.LearningRate);
            Assert.True(weight.detach().allclose(expected, rtol: 0, atol: Rounding));
        }

        Tensor InEvaluation(Mixture point)
        {
            sdarts.State.Supernet.Training = false;
            var loss = sdarts.Loss(point);
            sdarts.State.Supernet.Training = true;
            return loss;
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void ArchitectureGradient_IsThatOfFirstOrderDarts(string method, string name)
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.Find(name);
        using var sdarts = new MethodCase(Find(method), space);
        using var darts = new MethodCase(DartsV1.Method, space);

        var found = new FirstOrderStep().Compute(sdarts.Problem, sdarts.State.Optimizers.Weights).Alphas;
        var expected = new FirstOrderStep().Compute(darts.Problem, darts.State.Optimizers.Weights).Alphas;

        Assert.All(found.Zip(expected), pair => Assert.True(pair.First.allclose(pair.Second, rtol: 0, atol: Rounding)));
    }

    [Fact]
    public void PDartsAdv_InALaterStage_PerturbsTheKeptOperationsOnlyByTheRadiusOfTheStage()
    {
        using var scope = NewDisposeScope();
        var options = PDartsAdv.Method.Published(SearchSpace.Darts);
        using var alpha = ArchitectureParameters.FromValues(SearchSpace.Darts, _ => zeros([14, 8], ScalarType.Float64));
        alpha.Keep(KeptOperations.All(SearchSpace.Darts).Where((_, _, operation) => alpha.Space.ColumnOf(operation) < 4));
        var context = new RelaxationContext(options.MomentAt(new RunPosition(25, 0)), SearchLevel.Weights); // the first epoch of stage 2
        var relaxations = PDartsAdv.Method.Relaxations(options);
        var slope = tensor(new double[] { -2, -1, 1, 2, 0, 0, 0, 0 }); // what is dropped has no gradient

        var found = relaxations.Perturbation!
            .Perturb(relaxations.Weights.Relax(alpha, context), context, point => (point[CellKind.Normal] * slope).sum());

        Assert.Equal((1, 0), (context.Moment.Stage, context.Moment.Search.Epoch));
        Assert.NotNull(relaxations.Skips);
        double[] expected = [0.22, 0.22, 0.28, 0.28, 0, 0, 0, 0]; // 1/4 and epsilon of 0.03 down or up
        Assert.True(found[CellKind.Normal].allclose(tensor(expected).expand(14, 8), rtol: 0, atol: 1e-3));
    }

    [Fact]
    public void Perturb_InTraining_LeavesRunningStatisticsToTheUpdate()
    {
        using var scope = NewDisposeScope();
        using var rs = new MethodCase(SdartsRs.Method, SearchSpace.Darts);
        using var adv = new MethodCase(SdartsAdv.Method, SearchSpace.Darts,
            options => options.With<AttackOptions>(_ => new() { Steps = 3 }));
        var stem = rs.Problem.Buffers.Zip(adv.Problem.Buffers).Take(2); // of the stem, which no mixture has touched yet

        _ = (rs.Problem.TrainingLoss(), adv.Problem.TrainingLoss());

        Assert.All(stem, pair => Assert.True(pair.First.equal(pair.Second).all().item<bool>()));
    }

    private static SearchMethod Find(string name) => MethodCatalog.All.Single(m => m.Name == name);

    private static Tensor[] Copies(IReadOnlyList<Tensor> values) => [.. values.Select(v => v.detach().clone())];
}
