using AerNas.Bilevel;
using AerNas.Latency;
using AerNas.Methods;
using AerNas.Spaces;
using AerNas.Tests.Latency;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

public sealed class FbNetTests
{
    private const double Rounding = 1e-12; // of sums in float64
    private const int CellsInTable = 6; // two a stage

    [Theory]
    [InlineData(0, 5)]
    [InlineData(10, 3.18822)]
    public void Temperature_FallsByAFactorAnEpoch(int epoch, double tau)
    {
        var options = FbNet.Method.Published(SearchSpace.NasBench201);
        var schedule = options.Part<DecayOfTemperatureOptions>().Schedule;
        Assert.Equal(tau, schedule.At(options.MomentAt(new(epoch, 0)).Search), 1e-4);
    }

    [Fact]
    public void ValidationLoss_WithLatencies_IsCrossEntropyTimesAPowerOfTheirLogarithm()
    {
        using var scope = NewDisposeScope();
        using var search = Case(Tables.Of(place => place.Operation.Name.Length * 1e-5, rest: 1e-4));
        var mixture = search.Mixture(search.At(0));
        var space = SearchSpace.NasBench201;
        var microseconds = 100.0;
        for (var edge = 0; edge < space.Edges.Length; edge++)
            for (var operation = 0; operation < space.Operations.Length; operation++)
            {
                var share = mixture[CellKind.Normal][edge, operation].ToNumber();
                microseconds += share * CellsInTable * space.Operations[operation].Name.Length * 10;
            }

        var loss = search.Problem.ValidationLoss();

        var entropy = search.Loss(mixture).ToNumber();
        Assert.Equal(entropy * 0.2 * Math.Pow(Math.Log(microseconds), 0.6), loss.Total.ToNumber(), Rounding);
        Assert.Equal(entropy, loss.CrossEntropy.ToNumber(), Rounding);
    }

    [Fact]
    public void Gradient_OfAlpha_GoesThroughBothFactors()
    {
        using var scope = NewDisposeScope();
        using var search = Case(Tables.Of(place => place.Operation.Name.Length * 1e-5, rest: 1e-4));
        var alpha = search.State.Alpha[CellKind.Normal];
        var gradient = Gradients.Of(search.Problem.ValidationLoss().Total, [alpha])[0][0, 3].ToNumber();

        const double step = 1e-5;
        var (above, below) = (At(step), At(-2 * step));

        Assert.Equal((above - below) / (2 * step), gradient, 1e-6);

        double At(double by)
        {
            using var noGradient = no_grad();
            alpha[0, 3].PlusInPlace(Tensors.Full([], by, ScalarType.Float64));
            return search.Problem.ValidationLoss().Total.ToNumber();
        }
    }

    [Fact]
    public void ValidationLoss_WithoutLatencies_IsCrossEntropyAlone()
    {
        using var scope = NewDisposeScope();
        using var search = Case(table: null);
        Assert.Equal(search.Loss(search.Mixture(search.At(0))).ToNumber(), search.Problem.ValidationLoss().Total.ToNumber(), Rounding);
    }

    private static MethodCase Case(LatencyTable? table) =>
        new(FbNet.Method, SearchSpace.NasBench201, options => options with { Latency = new LatencyOptions { Table = table } });
}
