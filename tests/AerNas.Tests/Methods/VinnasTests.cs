using AerNas.Bilevel;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Schedules;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class VinnasTests
{
    private const double Rounding = 1e-12;

    [Fact]
    public void Relax_ForWeights_IsTheMeanAndTheDeviationTimesADraw()
    {
        using var scope = NewDisposeScope();
        using var vinnas = new MethodCase(Vinnas.Method, SearchSpace.NasBench201, options => options.With<VinnasOptions>(own => own with
        {
            LogVariance = Math.Log(0.25),
        }));
        var random = new CounterRandom(vinnas.Options.Search.Seed, RandomStream.WeightSampling, 3, 0);
        var noise = new double[30];
        for (var i = 0; i < noise.Length; i++)
            noise[i] = Math.Sqrt(-2 * Math.Log(random.Uniform())) * Math.Cos(2 * Math.PI * random.Uniform());

        var relaxation = vinnas.Method.Relaxations(vinnas.Options);
        var drawn = relaxation[SearchLevel.Weights].Relax(vinnas.State.Alpha, new RelaxationContext(vinnas.At(3), SearchLevel.Weights));
        var means = relaxation[SearchLevel.Alpha].Relax(vinnas.State.Alpha, new RelaxationContext(vinnas.At(3), SearchLevel.Validation));

        var alpha = vinnas.State.Alpha[CellKind.Normal];
        Assert.True(drawn[CellKind.Normal].allclose(alpha.Plus(tensor(noise).reshape(6, 5), 0.5), rtol: 0, atol: Rounding));
        Assert.True(means[CellKind.Normal].equal(alpha).all().item<bool>());
    }

    [Fact]
    public void Divergence_IsTheLogarithmOfMeanAndVarianceOverVariance()
    {
        using var scope = NewDisposeScope();
        const double mean = 0.5, variance = 0.1;
        using var alpha = Alike(SearchSpace.NasBench201, mean, variance);

        var divergence = RelevanceDivergence.Measure(alpha);

        Assert.Equal(6 * 4 * Math.Log(1 + mean * mean / variance) / 2, divergence.ToNumber(), Rounding);
        var gradients = Gradients.Of(divergence, [.. alpha.Tensors]);
        var share = mean * mean / (mean * mean + variance);
        Assert.Equal(share / mean, gradients[0][0, 3].ToNumber(), Rounding);
        Assert.Equal(-share / 2, gradients[1][0, 3].ToNumber(), Rounding);
        var none = SearchSpace.NasBench201.ColumnOf(CandidateOperation.None);
        Assert.Equal((0, 0), (gradients[0][0, none].ToNumber(), gradients[1][0, none].ToNumber()));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0.4)]
    [InlineData(5, 1)]
    [InlineData(9, 1)]
    public void Weight_GrowsOverItsShareOfTheEpochs(int epoch, double part) =>
        Assert.Equal(3 * part, new GrownWeight(3, Share: 0.5).At(new EpochProgress(epoch, 10)), Rounding);

    [Fact]
    public void ValidationLoss_AddsDivergenceAndTheEntropyOfTheMeans()
    {
        using var scope = NewDisposeScope();
        using var vinnas = Case(epoch: 25);
        var alpha = vinnas.State.Alpha;
        var expected = RelevanceDivergence.Measure(alpha).ToNumber() / 25_000
            + 0.1 * ArchitectureEntropy.Measure(alpha, EntropyOperations.ExceptNone).ToNumber();

        var loss = vinnas.Problem.ValidationLoss();

        Assert.Equal(expected, loss.Total.ToNumber() - loss.CrossEntropy.ToNumber(), Rounding);
    }

    [Fact]
    public void Step_MovesMeansAndLogVariancesByOneGradient()
    {
        using var scope = NewDisposeScope();
        using var vinnas = Case(epoch: 25);
        var (alpha, options) = (vinnas.State.Alpha, vinnas.Options);
        Tensor[] variables = [.. alpha.Tensors];
        Assert.Equal(
            ["alpha/Normal", "alpha/Reduction", "logVariance/Normal", "logVariance/Reduction"], alpha.Named.Select(named => named.Name));
        var before = variables.Select(variable => variable.detach().clone()).ToArray();
        var gradients = Gradients.Of(vinnas.Problem.ValidationLoss().Total, variables);
        Assert.All(gradients, gradient => Assert.True(gradient.count_nonzero().item<long>() > 0));

        vinnas.Step();

        var expected = before.Select((from, i) =>
            new AdamByHand(options.Alpha.LearningRate, options.Alpha.Beta1, options.Alpha.Beta2).Step(from, gradients[i]));
        Assert.All(variables.Zip(expected), pair => Assert.True(pair.First.detach().allclose(pair.Second, rtol: 0, atol: Rounding)));
    }

    [Fact]
    public void Discretize_OperationsBelowTheThreshold_KeepsTheMostRelevantAndNoneWhereThereAreNone()
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.NasBench201;
        using var alpha = Alike(space, mean: 0.1, variance: 1); // log(variance / mean^2) = 4.6
        var (skip, conv) = (space.ColumnOf(CandidateOperation.SkipConnect), space.ColumnOf(CandidateOperation.NorConv3x3));
        using (no_grad())
        {
            alpha[CellKind.Normal][2, skip].FillInPlace(-0.5); // log(1 / 0.25) = 1.4, the sign does not count
            alpha.CompanionOf(CellKind.Normal)[2, conv].FillInPlace(-4); // log of 0.018 / 0.01 = 0.6
            alpha.CompanionOf(CellKind.Normal)[4, skip].FillInPlace(-1.4); // 3.2
        }

        var chosen = new StrengthRule(3).Choose(alpha, new(alpha.Kept));

        Assert.Equal(space.Edges.Select((_, row) => row == 2 ? CandidateOperation.NorConv3x3 : CandidateOperation.None), chosen.Operations);
    }

    public static TheoryData<string> Spaces => [.. SearchSpace.All.Select(space => space.Name)];

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Discretize_AllOperationsDrowned_IsAValidArchitecture(string name)
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.Find(name);
        using var alpha = Alike(space, mean: 0.01, variance: 1);

        var genotype = new StrengthRule(3).Choose(alpha, new(alpha.Kept)).ToGenotype();

        Assert.Equal(genotype, GenotypeNotation.Parse(genotype.ToString()));
        Assert.All(genotype.CellKinds, kind => Assert.NotEmpty(genotype[kind].Edges));
    }

    private static MethodCase Case(int epoch)
    {
        var vinnas = new MethodCase(Vinnas.Method, SearchSpace.Darts, options => options with
        {
            Entropy = options.Entropy with { Schedule = EntropySchedule.Off },
        });
        vinnas.At(epoch);
        return vinnas;
    }

    private static ArchitectureParameters Alike(SearchSpace space, double mean, double variance)
    {
        var start = new ArchitectureStart
        {
            Mean = mean,
            Scale = 0,
            Companion = new AlphaCompanion(DrawnStrengths.LogVariance, Math.Log(variance), IsLearned: true),
            DataType = ScalarType.Float64,
        };
        return ArchitectureParameters.Initialize(space, new Generator(1), start);
    }
}
