using static TorchSharp.torch;

namespace AerNas.Tests.Arithmetic;

public sealed class TensorArithmeticTests
{
    private const double Rounding = 1e-15;

    private static readonly double[] Values = [-2.5, -1, 0.25, 3];

    public static TheoryData<string, Func<Tensor, Tensor>, Func<double, double>> Calls() => new()
    {
        { "x + x", x => x.Plus(x), x => x + x },
        { "x + 0.1 x", x => x.Plus(x, 0.1), x => x + 0.1 * x },
        { "x + 0.1", x => x.Plus(0.1), x => x + 0.1 },
        { "x - 0.1", x => x.Minus(0.1), x => x - 0.1 },
        { "0.1 - x", x => x.SubtractedFrom(0.1), x => 0.1 - x },
        { "0.1 x", x => x.Times(0.1), x => 0.1 * x },
        { "x / 0.1", x => x.Over(0.1), x => x / 0.1 },
        { "x mod 2", x => x.Modulo(2), x => x - 2 * Math.Floor(x / 2) },
        { "x^3", x => x.Power(3), x => x * x * x },
        { "sqrt |x|", x => x.abs().Power(0.5), x => Math.Sqrt(Math.Abs(x)) },
        { "softplus", x => x.Softplus(), x => Math.Log(1 + Math.Exp(x)) },
        { "between", x => x.Between(-1.5, 2.5), x => Math.Clamp(x, -1.5, 2.5) },
        { "at least", x => x.AtLeast(0.1), x => Math.Max(x, 0.1) },
        { "at most", x => x.AtMost(0.1), x => Math.Min(x, 0.1) },
        { "above", x => x.IsAbove(0.1).to(x.dtype), x => x > 0.1 ? 1 : 0 },
        { "below", x => x.IsBelow(0.1).to(x.dtype), x => x < 0.1 ? 1 : 0 },
        { "is", x => x.Is(-1).to(x.dtype), x => x == -1 ? 1 : 0 },
        { "filled", x => x.FilledWhere(x.IsAbove(0.1), 0.7), x => x > 0.1 ? 0.7 : x },
        { "full", x => Tensors.FullLike(x, 0.1), _ => 0.1 },
        { "x += x", x => x.clone().PlusInPlace(x), x => x + x },
        { "x += 0.1 x", x => x.clone().PlusInPlace(x, 0.1), x => x + 0.1 * x },
        { "x += 0.1", x => x.clone().PlusInPlace(0.1), x => x + 0.1 },
        { "x *= 0.1", x => x.clone().TimesInPlace(0.1), x => 0.1 * x },
        { "x += x x", x => x.clone().PlusProductInPlace(x, x), x => x + x * x },
        { "x += 0.1 x x", x => x.clone().PlusProductInPlace(x, x, 0.1), x => x + 0.1 * x * x },
        { "x += 0.1 x / x", x => x.clone().PlusQuotientInPlace(x, x, 0.1), x => x + 0.1 },
        { "x = 0.1", x => x.clone().FillInPlace(0.1), _ => 0.1 },
        { "x clamped", x => x.clone().ClampInPlace(-1.5, 2.5), x => Math.Clamp(x, -1.5, 2.5) },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void Call_OnNumbers_IsWhatItsFormulaSays(string name, Func<Tensor, Tensor> call, Func<double, double> formula)
    {
        using var scope = NewDisposeScope();
        var result = call(tensor(Values));

        Assert.Equal(ScalarType.Float64, result.dtype);
        foreach (var (place, value) in Values.Index())
        {
            var expected = formula(value);
            Assert.True(Math.Abs(result[place].ToNumber() - expected) <= Rounding * Math.Max(1, Math.Abs(expected)), $"{name} of {value}");
        }
    }

    [Fact]
    public void Call_OnWholeNumbers_LeavesThemWhole()
    {
        using var scope = NewDisposeScope();
        var numbers = Tensors.Range(5);

        Tensor[] results =
        [
            numbers, numbers.Plus(numbers), numbers.Plus(7), numbers.Minus(7), numbers.Times(3), numbers.Modulo(3), numbers.Power(2),
        ];

        Assert.All(results, result => Assert.Equal(ScalarType.Int64, result.dtype));
        Assert.Equal([0, 1, 4, 9, 16], results[^1].data<long>().ToArray());
    }

    [Fact]
    public void Softplus_FarFromZero_NeitherOverflowsNorVanishes()
    {
        using var scope = NewDisposeScope();
        var result = tensor(new[] { -700.0, 800.0 }).Softplus();

        Assert.Equal([Math.Exp(-700), 800], result.data<double>().ToArray());
    }

    [Fact]
    public void Full_OfAShape_IsTheNumberEverywhere()
    {
        using var scope = NewDisposeScope();
        var result = Tensors.Full([2, 3], -0.5, ScalarType.Float64);

        Assert.Equal([2, 3], result.shape);
        Assert.Equal(-3, result.sum().ToNumber());
    }
}
