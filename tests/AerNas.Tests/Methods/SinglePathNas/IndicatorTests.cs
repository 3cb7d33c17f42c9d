using AerNas.Bilevel;
using AerNas.Discretization;
using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods.SinglePathNas;

public sealed class IndicatorTests
{
    private const double Rounding = 1e-12;

    private static readonly SearchSpace Space = SearchSpace.Find("single-path");
    private static readonly EdgeId Edge = Space.Edges[0];
    private static readonly CellKind Skipping = Space.CellKinds[1];

    /// <summary>r of the ring, s of the layer, c of the channels.</summary>
    public static TheoryData<double, double, double, string> Cases => new()
    {
        { 0.5, 1, 2, "mbconv_5x5_e6" },
        { -0.5, 1, 2, "mbconv_3x3_e6" },
        { 0.5, 1, -2, "mbconv_5x5_e3" },
        { -0.5, 0.1, -0.2, "mbconv_3x3_e3" }, // though skip_connect is more probable
        { 0.5, -1, 2, "skip_connect" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Alphas_OfMargins_AreTheirProbabilitiesAndGiveThemBack(double ring, double stays, double channels, string chosen)
    {
        using var scope = NewDisposeScope();
        var indicators = Indicators.Of(Space, Skipping, Edge)!;
        double[] margins = [ring, stays, channels];

        var alphas = indicators.Alphas(margins, new double[5]);

        var (r, s, c) = (Sigmoid(ring), Sigmoid(stays), Sigmoid(channels));
        Assert.Equal(s * (1 - r) * (1 - c), Math.Exp(Of(alphas, "mbconv_3x3_e3")), Rounding);
        Assert.Equal(s * (1 - r) * c, Math.Exp(Of(alphas, "mbconv_3x3_e6")), Rounding);
        Assert.Equal(s * r * (1 - c), Math.Exp(Of(alphas, "mbconv_5x5_e3")), Rounding);
        Assert.Equal(s * r * c, Math.Exp(Of(alphas, "mbconv_5x5_e6")), Rounding);
        Assert.Equal(1 - s, Math.Exp(Of(alphas, "skip_connect")), Rounding);
        Assert.All(indicators.Margins(tensor(alphas)).Zip(margins), pair => Assert.Equal(pair.Second, pair.First.ToNumber(), 1e-10));
        Assert.Equal(chosen, indicators.Chosen(margins).Name);
    }

    [Fact]
    public void Alphas_OfTwoRings_AreProbabilitiesOfWhichTheSecondFollowsTheFirst()
    {
        using var scope = NewDisposeScope();
        var space = SearchSpace.Find("proxyless");
        var indicators = Indicators.Of(space, space.CellKinds[0], Edge)!; // cannot be left out
        double[] margins = [0.3, -0.7, 1.5];

        var alphas = indicators.Alphas(margins, new double[7]);

        var (five, seven, more) = (Sigmoid(0.3), Sigmoid(-0.7), Sigmoid(1.5));
        Assert.Equal(five * (1 - seven) * more, Math.Exp(alphas[space.ColumnOf(CandidateOperation.Parse("mbconv_5x5_e6"))]), Rounding);
        Assert.Equal(five * seven * (1 - more), Math.Exp(alphas[space.ColumnOf(CandidateOperation.Parse("mbconv_7x7_e3"))]), Rounding);
        Assert.Equal(0, alphas[space.ColumnOf(CandidateOperation.SkipConnect)]); // it stays as it was
        Assert.All(indicators.Margins(tensor(alphas)).Zip(margins), pair => Assert.Equal(pair.Second, pair.First.ToNumber(), 1e-10));
        Assert.Equal("mbconv_5x5_e6", indicators.Chosen(margins).Name);
    }

    [Fact]
    public void Weights_AreProductsOfWhatDropoutLeaves()
    {
        using var scope = NewDisposeScope();
        const double kept = 1 / 0.6;
        var weights = Indicators.Of(Space, Skipping, Edge)!
            .Weights([Number(kept), Number(kept), Number(0)]).data<double>().ToArray();

        Assert.Equal(kept * (1 - kept), Of(weights, "mbconv_3x3_e3"), Rounding);
        Assert.Equal(kept * kept, Of(weights, "mbconv_5x5_e3"), Rounding);
        Assert.Equal(0, Of(weights, "mbconv_5x5_e6"), Rounding);
        Assert.Equal(1 - kept, Of(weights, "skip_connect"), Rounding);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void Norms_AreThoseOfTheRingAndOfTheStepsOfChannelsThatKeepIt(double keepsRing)
    {
        using var scope = NewDisposeScope();
        var indicators = Indicators.Of(Space, Skipping, Edge)!;
        var kernel = Tensors.Range(150, ScalarType.Float64).Plus(1.0).reshape(6, 1, 5, 5); // three channels a step
        var values = kernel.data<double>().ToArray();
        var squares = new double[2, 2]; // middle or ring, step
        for (var i = 0; i < values.Length; i++)
            squares[i / 5 % 5 is >= 1 and <= 3 && i % 5 is >= 1 and <= 3 ? 0 : 1, i / 75] += values[i] * values[i];

        var norms = KernelNorms.Of(indicators, indicators.Squares(kernel).unsqueeze(0), _ => [Number(keepsRing)]);

        Assert.Equal(Math.Sqrt(squares[1, 0] + squares[1, 1]), norms[0].ToNumber(), 1e-9);
        Assert.Equal(Math.Sqrt(squares[0, 0] + keepsRing * squares[1, 0]), norms[1].ToNumber(), 1e-9);
        Assert.Equal(Math.Sqrt(squares[0, 1] + keepsRing * squares[1, 1]), norms[2].ToNumber(), 1e-9);
    }

    [Fact]
    public void Indicate_IsAStepWithTheGradientOfTheSigmoid()
    {
        using var scope = NewDisposeScope();
        foreach (var (margin, value) in ((double, double)[])[(0, 1), (0.4, 1), (-0.4, 0)])
        {
            var x = Number(margin).requires_grad_(true);
            var indicator = KernelNorms.Indicate(x);
            Assert.Equal(value, indicator.ToNumber());
            Assert.Equal(Sigmoid(margin) * (1 - Sigmoid(margin)), Gradients.Of(indicator, [x])[0].ToNumber(), Rounding);
        }
    }

    [Fact]
    public void Gradient_OfTheKernel_GoesThroughTheNormOfTheRing()
    {
        using var scope = NewDisposeScope();
        var indicators = Indicators.Of(Space, Skipping, Edge)!;
        using var alpha = ArchitectureParameters.FromValues(
            Space, _ => tensor(indicators.Alphas([0.4, 1, 2], new double[5])).reshape(1, 5));
        var kernel = rand([6, 1, 5, 5], ScalarType.Float64).requires_grad_(true);
        var context = new RelaxationContext(default, SearchLevel.Alpha) { Kernels = (_, _) => [kernel] };

        var mixture = new IndicatorRelaxation(new()).Relax(alpha, context)[Skipping];

        var gradient = Gradients.Of(mixture[0, Space.ColumnOf(CandidateOperation.Parse("mbconv_3x3_e6"))], [kernel])[0];
        var ring = ones(5, 5, dtype: ScalarType.Float64);
        ring.narrow(0, 1, 3).narrow(1, 1, 3).FillInPlace(0);
        var slope = Sigmoid(0.4) * (1 - Sigmoid(0.4)); // the operation's weight is s (1 - r) c, of which s = c = 1 here, and 1 - r is 0
        var norm = (kernel.detach() * ring).norm();
        var expected = kernel.detach() * ring * Number(-slope) / norm;
        Assert.True(gradient.allclose(expected, rtol: 0, atol: 1e-10), $"{(gradient - expected).abs().max().ToNumber()}");
    }

    [Fact]
    public void Rule_WhereTheIndicatorsChoiceIsRuledOut_TakesTheLargestAlphaOfTheOthers()
    {
        using var scope = NewDisposeScope();
        using var alpha = ArchitectureParameters.FromValues(
            Space, kind => tensor(Indicators.Of(Space, kind, Edge)!.Alphas([0.5, 3, 2], new double[5])).reshape(1, 5));
        var choice = new IndicatorRule().Choose(alpha);
        Assert.Equal("mbconv_5x5_e6", choice[Skipping, Edge].Name);

        var other = new IndicatorRule().Choose(alpha, new Candidates(alpha.Kept).Without(Skipping, choice[Skipping][0]));

        Assert.Equal("mbconv_3x3_e6", other[Skipping, Edge].Name);
    }

    private static Tensor Number(double value) => Tensors.Full([], value, ScalarType.Float64);

    private static double Of(double[] row, string operation) => row[Space.ColumnOf(CandidateOperation.Parse(operation))];

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
