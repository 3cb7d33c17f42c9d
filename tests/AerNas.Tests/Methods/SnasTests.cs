using System.Collections.Immutable;
using AerNas.Bilevel;
using AerNas.Discretization;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class SnasTests
{
    private const double Rounding = 1e-12;

    [Theory]
    [InlineData(0, 0.99353333333333333)]
    [InlineData(149, 0.03)]
    public void Relax_ForWeights_IsTheSoftmaxOfAlphaAndGumbelNoiseOverTheTemperature(int epoch, double tau)
    {
        using var scope = NewDisposeScope();
        using var snas = new MethodCase(Snas.Method, SearchSpace.NasBench201);
        var random = new CounterRandom(snas.Options.Search.Seed, RandomStream.WeightSampling, epoch, 0);
        var noise = new double[30];
        for (var i = 0; i < noise.Length; i++) noise[i] = -Math.Log(-Math.Log(random.Uniform()));
        var powers = snas.State.Alpha[CellKind.Normal].detach().Plus(tensor(noise).reshape(6, 5)).Over(tau).exp();

        var mixture = snas.Method.Relaxations(snas.Options)[SearchLevel.Weights].Relax(
            snas.State.Alpha, new RelaxationContext(snas.At(epoch), SearchLevel.Weights));

        Assert.True(mixture[CellKind.Normal].allclose(powers / powers.sum(dim: 1, keepdim: true), rtol: 0, atol: 1e-10));
        Assert.True(
            snas.State.Alpha.Space.Edges.All(
                edge => snas.State.Alpha.Space.Operations.All(o => mixture.IsActive(CellKind.Normal, edge, o))));
    }

    [Fact]
    public void ExpectedCost_EqualAlphas_IsTheLogarithmOfTheMeanWeights()
    {
        using var scope = NewDisposeScope();
        using var alpha = ArchitectureParameters.FromValues(SearchSpace.NasBench201, _ => zeros([6, 5], ScalarType.Float64));
        const double mean = (9 * 16 + 16) / 5.0; // four channels: a 3x3 and a 1x1 convolution, and three of nothing

        var penalty = Weights(0.01, new CellSize(CellKind.Normal, 4, 8)).Penalty(alpha, default);

        Assert.Equal(0.01 * 6 * Math.Log(mean), penalty.ToNumber(), Rounding);
        var gradient = Gradients.Of(penalty, [alpha[CellKind.Normal]])[0];
        Assert.Equal(0.01 * (144 - mean) / 5 / mean, gradient[0, 3].ToNumber(), Rounding);
    }

    [Fact]
    public void ExpectedCost_OfSkipsAlone_IsNothingAndHasNoGradient()
    {
        using var scope = NewDisposeScope();
        using var alpha = ArchitectureParameters.FromValues(SearchSpace.NasBench201, _ => eye(5, dtype: ScalarType.Float64)[1]
            .Times(50).expand(6, 5));
        var penalty = Weights(0.01, new CellSize(CellKind.Normal, 4, 8)).Penalty(alpha, default);
        Assert.Equal(0, penalty.ToNumber());
        Assert.Equal(0, Gradients.Of(penalty, [alpha[CellKind.Normal]])[0].abs().max().ToNumber());
    }

    [Fact]
    public void ExpectedCost_SeveralCells_IsTheirMeanByKindAndCountsTheStridedSkip()
    {
        using var scope = NewDisposeScope();
        using var alpha = ArchitectureParameters.FromValues(SearchSpace.Darts, _ => eye(8, dtype: ScalarType.Float64)[3]
            .Times(50).expand(14, 8));
        var penalty = Weights(1, new(CellKind.Normal, 4, 8), new(CellKind.Reduction, 4, 4), new(CellKind.Reduction, 8, 2))
            .Penalty(alpha, default);
        // eight edges from the inputs of a reduction cell: C x C
        Assert.Equal(8 * (Math.Log(16) + Math.Log(64)) / 2, penalty.ToNumber(), 1e-9);
    }

    [Fact]
    public void Descent_MovesAlphaByTheLearningRateAlone()
    {
        using var scope = NewDisposeScope();
        using var snas = new MethodCase(Snas.Method, SearchSpace.NasBench201, options => options.With<DropPathOptions>(_ => new()) with
        {
            Alpha = options.Alpha with { Optimizer = AlphaOptimizer.Descent, GradientClip = 0 },
        });
        var alpha = snas.State.Alpha[CellKind.Normal];
        for (var step = 0; step < 2; step++)
        {
            var before = alpha.detach().clone();
            var gradient = Gradients.Of(snas.Problem.JointLoss().Total, [alpha])[0];
            snas.Step();
            Assert.True(alpha.detach().allclose(before.Plus(gradient, -snas.Options.Alpha.LearningRate), rtol: 0, atol: Rounding));
        }
    }

    [Theory]
    [InlineData("off")]
    [InlineData("on")]
    public void Step_MovesBothLevelsByOneGradientOfTheTrainingLoss(string entropy)
    {
        using var scope = NewDisposeScope();
        using var snas = new MethodCase(Snas.Method, SearchSpace.Darts, options => options.With<DropPathOptions>(_ => new()) with
        {
            Entropy = entropy == "off" ? new EntropyOptions
            {
                Schedule = EntropySchedule.Off,
            } : options.Entropy with { Schedule = EntropySchedule.Cosine },
            Alpha = options.Alpha with { GradientClip = 1e-3 },
        });
        var (state, options) = (snas.State, snas.Options);
        var loss = snas.Loss(Mixture(snas)).Plus(Terms(snas, entropy));
        Tensor[] variables = [.. state.Supernet.Weights, .. state.Alpha.Tensors];
        var gradients = Gradients.Of(loss, variables);
        var before = variables.Select(variable => variable.detach().clone()).ToArray();
        var weights = state.Supernet.Weights.Count;
        Gradients.ClipNorm(gradients[..weights], options.Weights.GradientClip);
        Assert.True(Gradients.ClipNorm(gradients[weights..], options.Alpha.GradientClip).ToNumber() > options.Alpha.GradientClip);

        snas.Step();

        var expected = snas.StepByHand(before, gradients);
        Assert.All(variables.Zip(expected), pair => Assert.True(pair.First.detach().allclose(pair.Second, rtol: 0, atol: Rounding)));
    }

    [Fact]
    public void Discretize_AnyEdge_KeepsItsArgmaxAndNoneIsNoEdge()
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.Darts;
        using var alpha = ArchitectureParameters.FromValues(space, kind => kind == CellKind.Normal
            ? eye(8, dtype: ScalarType.Float64)[space.ColumnOf(CandidateOperation.SepConv3x3)].expand(14, 8)
            : eye(8, dtype: ScalarType.Float64)[space.ColumnOf(CandidateOperation.None)].expand(14, 8));

        var genotype = new AllEdgesRule().Discretize(alpha);

        Assert.Equal(space.Edges.Select(edge => new GenotypeEdge(edge, CandidateOperation.SepConv3x3)), genotype[CellKind.Normal].Edges);
        Assert.Equal(new EdgeId(new NodeIndex(0), new NodeIndex(2)), Assert.Single(genotype[CellKind.Reduction].Edges).Edge);
        Assert.Equal(genotype, GenotypeNotation.Parse(genotype.ToString()));
    }

    [Fact]
    public void Validate_AllImagesForABilevelMethod_IsRefused()
    {
        var published = DartsV1.Method.Published(SearchSpace.Darts);
        var problem = Assert.Single((published with { Data = published.Data with { TrainPortion = 1 } }).Validate());
        Assert.Equal("data.trainPortion", problem.Path);
    }

    [Fact]
    public void Published_Snas_IsTheOfficialScripts()
    {
        var options = Snas.Method.Published(SearchSpace.Darts);
        Assert.Equal((150, 64, 1.5e-3), (options.Search.Epochs, options.Search.BatchSize, options.Part<CostOptions>().Weight));
        Assert.Equal((1, 0.01, 10), (options.Alpha.InitialMean, options.Alpha.InitialScale, options.Alpha.GradientClip));
    }

    private static Mixture Mixture(MethodCase snas) => snas.Method.Relaxations(snas.Options)[SearchLevel.Weights].Relax(
        snas.State.Alpha, new RelaxationContext(snas.At(0), SearchLevel.Weights));

    private static Tensor Terms(MethodCase snas, string entropy)
    {
        var cost = snas.Method.Terms(snas.Options, snas.State.Supernet.CellSizes(imageSize: 8)).Single()
            .Penalty(snas.State.Alpha, Mixture(snas), default);
        return entropy == "off"
            ? cost
            : cost - ArchitectureEntropy.Measure(snas.State.Alpha, EntropyOperations.ExceptNone).Times(0.2); // lambda of epoch 0
    }

    private static ExpectedCost Weights(double weight, params ImmutableArray<CellSize> cells) =>
        new(weight, CostEstimate.Probabilities, CostMeasure.Weights, cells);
}
