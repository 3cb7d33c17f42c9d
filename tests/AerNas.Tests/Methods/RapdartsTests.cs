using AerNas.Bilevel;
using AerNas.Costs;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Schedules;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class RapdartsTests
{
    private const double Rounding = 1e-12; // relative, of sums in float64
    private const double Decided = 1e3; // of an alpha beside zeros

    private static readonly EpochProgress Middle = new(5, 10);

    [Theory]
    [InlineData("sep_conv_3x3")]
    [InlineData("dil_conv_5x5")]
    [InlineData("max_pool_3x3")]
    public void Expected_AllEdgesDecidedAlike_IsWhatANetworkOfThatOperationHas(string name)
    {
        using var scope = NewDisposeScope();
        var (space, operation) = (SearchSpace.Darts, CandidateOperation.Parse(name));
        var network = Skeleton.Cifar with { Layers = 6, Channels = 8 };
        using var alpha = Only(space.ColumnOf(operation));
        var cost = GenotypeCost.Of(Of(operation), network);

        Assert.Equal(cost.Parameters, Term(network, target: null).Expected(alpha).ToNumber(), cost.Parameters * Rounding);
        Assert.Equal(cost.MultiplyAdds, MultiplyAdds(network).Expected(alpha).ToNumber(), cost.MultiplyAdds * Rounding);
    }

    [Fact]
    public void Expected_NoneOfLargeAlpha_CountsTheOthersWhole()
    {
        using var scope = NewDisposeScope();
        using var equal = Drawn(scale: 0);
        using var mostlyNone = Only(SearchSpace.Darts.ColumnOf(CandidateOperation.None), by: 2);
        var term = Term(Skeleton.Cifar, target: null);
        Assert.Equal(term.Expected(equal).ToNumber(), term.Expected(mostlyNone).ToNumber(), 1e-3);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2.0)]
    public void Penalty_IsWhatIsAboveTheTargetRelativeToIt(double part)
    {
        using var scope = NewDisposeScope();
        using var alpha = Drawn();
        var expected = Term(Skeleton.Cifar, target: null).Expected(alpha).ToNumber();
        var target = expected * part;

        var penalty = Term(Skeleton.Cifar, target).Penalty(alpha, Middle).ToNumber();

        Assert.Equal(part < 1 ? 0.25 * (expected - target) / target : 0, penalty, Rounding);
    }

    [Fact]
    public void Penalty_WithoutATarget_IsRelativeToEqualAlphas()
    {
        using var scope = NewDisposeScope();
        using var equal = Drawn(scale: 0);
        using var alpha = Drawn();
        var term = Term(Skeleton.Cifar, target: null);

        Assert.Equal(0.25, term.Penalty(equal, Middle).ToNumber(), Rounding);
        var relative = term.Expected(alpha).ToNumber() / term.Expected(equal).ToNumber();
        Assert.Equal(0.25 * relative, term.Penalty(alpha, Middle).ToNumber(), Rounding);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1e6)]
    public void Gradient_IsThatOfDifferences(double? target)
    {
        using var scope = NewDisposeScope();
        using var alpha = Drawn();
        var (term, reduction) = (Term(Skeleton.Cifar, target), alpha[CellKind.Reduction]);
        var gradient = Gradients.Of(term.Penalty(alpha, Middle), [reduction])[0];
        Assert.Equal(0, gradient[2, SearchSpace.Darts.ColumnOf(CandidateOperation.None)].ToNumber(), Rounding);

        const double step = 1e-5;
        foreach (var column in new[] { CandidateOperation.SkipConnect, CandidateOperation.SepConv5x5 }.Select(SearchSpace.Darts.ColumnOf))
        {
            var difference = (At(column, step) - At(column, -step)) / (2 * step);
            Assert.NotEqual(0, difference);
            Assert.Equal(difference, gradient[2, column].ToNumber(), 1e-9);
        }

        double At(int column, double by)
        {
            using var noGradient = no_grad();
            reduction[2, column].PlusInPlace(by);
            var value = term.Penalty(alpha, Middle).ToNumber();
            reduction[2, column].PlusInPlace(-by);
            return value;
        }
    }

    [Fact]
    public void ValidationLoss_AddsEveryResourceThatCounts()
    {
        using var scope = NewDisposeScope();
        using var search = new MethodCase(Rapdarts.Method, SearchSpace.Darts, options => options.With<RapdartsOptions>(own => own with
        {
            Parameters = new ResourceTargetOptions { Weight = 0.5, Target = 1e6 },
            MultiplyAdds = new ResourceTargetOptions { Weight = 0.25 },
        }));
        search.At(10);
        var (alpha, options) = (search.State.Alpha, search.Options.Part<RapdartsOptions>());
        var parameters = new ResourceCost(options.Parameters, Skeleton.Cifar, cost => cost.Parameters).Penalty(alpha, Middle).ToNumber();
        var multiplyAdds = MultiplyAdds(Skeleton.Cifar).Penalty(alpha, Middle).ToNumber();

        var loss = search.Problem.ValidationLoss();

        Assert.True(parameters > 0 && multiplyAdds > 0);
        Assert.Equal(parameters + multiplyAdds, loss.Total.ToNumber() - loss.CrossEntropy.ToNumber(), 1e-10);
    }

    [Fact]
    public void Terms_WithoutWeights_AreThoseOfPDarts() => Assert.Empty(
        new RapdartsOptions { Parameters = new ResourceTargetOptions() }.Costs(SearchSpace.Darts));

    private static ResourceCost Term(Skeleton network, double? target) =>
        new(new ResourceTargetOptions { Weight = 0.25, Target = target }, network, cost => cost.Parameters);

    private static ResourceCost MultiplyAdds(Skeleton network) =>
        new(new ResourceTargetOptions { Weight = 0.25 }, network, cost => cost.MultiplyAdds);

    private static ArchitectureParameters Drawn(double scale = 1) => ArchitectureParameters.Initialize(
        SearchSpace.Darts, new Generator(3), new ArchitectureStart { Scale = scale, DataType = ScalarType.Float64 });

    private static ArchitectureParameters Only(int column, double by = Decided) => ArchitectureParameters.FromValues(
        SearchSpace.Darts, _ => eye(8, dtype: ScalarType.Float64)[column].Times(by).expand(14, 8));

    /// <summary>The architecture whose edges all carry an operation, those of a node from the inputs of the cell.</summary>
    private static Genotype Of(CandidateOperation operation) => new ChosenOperations(SearchSpace.Darts, _ =>
        SearchSpace.Darts.Edges.Where(edge => edge.From.Value < 2).Select(edge => new GenotypeEdge(edge, operation))).ToGenotype();
}
