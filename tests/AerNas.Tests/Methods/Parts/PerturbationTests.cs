using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Schedules;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class PerturbationTests
{
    private const double Rounding = 1e-12;
    private static readonly LineSchedule Radius = new(0.03, 0.3, LineEnd.AfterLastEpoch);

    [Fact]
    public void Radius_OverTheEpochs_GrowsAlongAStraightLine()
    {
        Assert.Equal(0.03, Radius.At(new(0, 50)));
        Assert.Equal(0.165, Radius.At(new(25, 50)), Rounding);
        Assert.Equal(0.2946, Radius.At(new(49, 50)), Rounding);
    }

    [Fact]
    public void Normalize_HandComputedRows_AreClampedAndAddUpToOne()
    {
        using var scope = NewDisposeScope();
        var rows = tensor(new[,] { { 0.5, -0.2, 1.4 }, { -0.3, -0.1, -0.2 }, { 0.25, 0.25, 0.25 } });

        var found = PerturbedRows.Normalize(rows);

        var expected = tensor(new[,] { { 1 / 3.0, 0, 2 / 3.0 }, { 0, 1, 0 }, { 1 / 3.0, 1 / 3.0, 1 / 3.0 } });
        Assert.True(found.allclose(expected, rtol: 0, atol: Rounding));
    }

    [Fact]
    public void RandomPerturbation_SameMomentTwice_IsOneDrawWithinTheRadius()
    {
        using var scope = NewDisposeScope();
        var mixture = Uniform();
        var random = new RandomPerturbation(Radius);
        var found = Rows(random.Perturb(mixture, At(3), NoLoss));

        Assert.Equal(found, Rows(random.Perturb(mixture, At(3), NoLoss)));
        Assert.NotEqual(found, Rows(random.Perturb(mixture, At(4), NoLoss)));
        var epsilon = Radius.At(new(0, 10));
        Assert.All(found, p => Assert.InRange(p, (0.2 - epsilon) / (1 + 5 * epsilon), (0.2 + epsilon) / (1 - 5 * epsilon)));
        Assert.All(found.Chunk(5), row => Assert.Equal(1, row.Sum(), Rounding));
    }

    [Fact]
    public void RandomPerturbation_OperationsThatTakeNoPart_StayOut()
    {
        using var scope = NewDisposeScope();
        var path = Mixture.Of(ChosenOperations.Uniform(SearchSpace.NasBench201, _ => 2), ScalarType.Float64);

        var found = new RandomPerturbation(Radius).Perturb(path, At(0), NoLoss);

        Assert.True(found[CellKind.Normal].equal(path[CellKind.Normal]).all().item<bool>());
        Assert.Equal(path.IsActive(CellKind.Normal, SearchSpace.NasBench201.Edges[0], CandidateOperation.NorConv1x1),
            found.IsActive(CellKind.Normal, SearchSpace.NasBench201.Edges[0], CandidateOperation.NorConv1x1));
    }

    [Fact]
    public void AdversarialPerturbation_OneStepUpASlope_IsTheHandComputedOne()
    {
        using var scope = NewDisposeScope();
        var mixture = Uniform();
        var slope = tensor(Enumerable.Range(0, 30).Select(i => i % 5 - 1.0).ToArray()).reshape(6, 5); // -1, 0, 1, 2, 3 in each row
        var epsilon = Radius.At(new(0, 10));
        var start = Rows(new RandomPerturbation(Radius).Perturb(mixture, At(2), NoLoss));

        var found = Rows(new AdversarialPerturbation(Radius, steps: 1)
            .Perturb(mixture, At(2), point => (point[CellKind.Normal] * slope).sum()));

        var climbed = start.Select((p, i) => 0.2 + Math.Clamp(p + 2 * epsilon * Math.Sign(i % 5 - 1.0) - 0.2, -epsilon, epsilon)).Chunk(5);
        Assert.Equal(climbed.SelectMany(row => row.Select(p => p / row.Sum())), found, (a, b) => Math.Abs(a - b) < Rounding);
    }

    [Fact]
    public void AdversarialPerturbation_WhereTheLossFalls_LeavesTheMixtureAsItIs()
    {
        using var scope = NewDisposeScope();
        var mixture = Uniform();

        var found = new AdversarialPerturbation(Radius, steps: 7).Perturb(
            mixture, At(0), point => -(point[CellKind.Normal] - mixture[CellKind.Normal]).Power(2).sum());

        Assert.Equal(Rows(mixture), Rows(found));
    }

    private static Mixture Uniform() => new(SearchSpace.NasBench201, _ => Tensors.Full([6, 5], 0.2, ScalarType.Float64));

    private static Tensor NoLoss(Mixture mixture) => throw new InvalidOperationException("No loss is needed.");

    private static double[] Rows(Mixture mixture) => mixture[CellKind.Normal].data<double>().ToArray();

    private static RelaxationContext At(int step)
    {
        var epoch = new EpochProgress(0, 10);
        return new RelaxationContext(new SearchMoment(1, new RunPosition(0, step), epoch, epoch), SearchLevel.Weights);
    }
}
