using AerNas.Bilevel;
using static TorchSharp.torch;

namespace AerNas.Tests.Bilevel;

/// <summary>The Hessian-vector product and the eigenvalue against a Hessian that is known in full.</summary>
public sealed class DominantEigenvalueTests
{
    // The loss below is of the fourth degree, so a central difference at a distance of 0.01 is off by about 0.01^2 of the fourth
    // derivative.
    private const double Differences = 1e-4;
    private const double Rounding = 1e-12;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 6)]
    [InlineData(3, 30)]
    public void Of_KnownHessian_IsItsLargestEigenvalue(int seed, int size)
    {
        using var scope = NewDisposeScope();
        var (x, hessian, loss) = Problem(seed, size);
        var expected = linalg.eigvalsh(hessian).data<double>().ToArray().Max();

        var found = DominantEigenvalue.Of(loss(), [x], seed: 0);

        Assert.InRange(found / expected, 1 - 1e-2, 1 + 1e-2); // forty products at most; it stops where they change it by less than 1e-4
    }

    [Fact]
    public void Of_StrongerCurvatureDownwards_IsThatUpwards() => Assert.Equal(1, OfDiagonal(-3, 1), 1e-3);

    [Fact]
    public void Of_CurvatureDownwardsAlone_IsTheWeakest() => Assert.Equal(-0.5, OfDiagonal(-3, -0.5), 1e-3);

    [Fact]
    public void Of_LossWithoutCurvature_IsZero()
    {
        using var scope = NewDisposeScope();
        var x = zeros(3, dtype: ScalarType.Float64, requires_grad: true);
        var other = ones(1, dtype: ScalarType.Float64, requires_grad: true);

        Assert.Equal(0, DominantEigenvalue.Of(other.sum(), [x], seed: 0));
    }

    [Theory]
    [InlineData(4, 5)]
    [InlineData(5, 20)]
    public void Product_KnownHessian_IsTheExactProduct(int seed, int size)
    {
        using var scope = NewDisposeScope();
        var (x, hessian, loss) = Problem(seed, size);
        using var generator = new Generator((ulong)seed);
        var direction = randn(size, generator: generator, dtype: ScalarType.Float64);
        var values = x.detach().clone();

        var differences = HessianVectorProduct.ByDifferences(loss, [x], [x], [values], [direction]).Single();
        using (no_grad()) x.copy_(values);
        var exact = HessianVectorProduct.Exact(Gradients.Of(loss(), [x], differentiable: true), [x], [direction]).Single();

        var expected = hessian.mv(direction);
        Assert.True(((differences - expected).norm() / expected.norm()).ToNumber() < Differences);
        Assert.True(((exact - expected).norm() / expected.norm()).ToNumber() < Rounding);
    }

    private static double OfDiagonal(double first, double second)
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, dtype: ScalarType.Float64, requires_grad: true);
        return DominantEigenvalue.Of((x * x * tensor(new[] { first, second })).sum().Over(2), [x], seed: 0);
    }

    /// <summary>L(x) = 1/2 x.S x + sum(x^4) / 12, whose Hessian is S + diag(x^2).</summary>
    private static (Tensor X, Tensor Hessian, Func<Tensor> Loss) Problem(int seed, int size)
    {
        using var generator = new Generator((ulong)seed);
        var square = randn([size, size], generator: generator, dtype: ScalarType.Float64);
        var s = square.Plus(square.t());
        var x = randn(size, generator: generator, dtype: ScalarType.Float64).requires_grad_(true);
        return (x, s.Plus(diag(x.detach().Power(2))), () => x.dot(s.mv(x)).Over(2).Plus(x.Power(4).sum().Over(12)));
    }
}
