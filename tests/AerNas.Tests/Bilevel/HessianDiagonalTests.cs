using AerNas.Bilevel;
using AerNas.Methods;
using AerNas.Runtime;
using AerNas.Spaces;
using AerNas.Tests.Methods;
using static TorchSharp.torch;

namespace AerNas.Tests.Bilevel;

public sealed class HessianDiagonalTests
{
    private const double Rounding = 1e-12;

    /// <summary>x^3 + x y^2 + 5 y z: 6 x, 2 x and 0 on the diagonal, 2 y and 5 beside it.</summary>
    [Fact]
    public void Of_AsManyProductsAsVariables_IsExact()
    {
        using var scope = NewDisposeScope();
        var (xy, z) = (tensor([2.0, 3.0], requires_grad: true), tensor([7.0], requires_grad: true));

        var diagonal = HessianDiagonal.Of(Polynomial(xy, z), [xy, z], products: 3, Random());

        Assert.Equal([12, 4, 0], Numbers(diagonal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_FewerProducts_IsTheMeanOfProductsAlongRandomSigns(int products)
    {
        using var scope = NewDisposeScope();
        var (xy, z) = (tensor([2.0, 3.0], requires_grad: true), tensor([7.0], requires_grad: true));
        double[,] hessian = { { 12, 6, 0 }, { 6, 4, 5 }, { 0, 5, 0 } };
        var (random, expected) = (Random(), new double[3]);
        for (var product = 0; product < products; product++)
        {
            double[] signs = [Sign(), Sign(), Sign()];
            for (var i = 0; i < 3; i++)
                for (var j = 0; j < 3; j++) expected[i] += signs[i] * hessian[i, j] * signs[j] / products;
        }

        Assert.Equal(expected, Numbers(HessianDiagonal.Of(Polynomial(xy, z), [xy, z], products, Random())));

        double Sign() => random.Coin() ? 1 : -1;
    }

    [Fact]
    public void Of_ALossWithoutTheVariables_IsZero()
    {
        using var scope = NewDisposeScope();
        var x = tensor([2.0], requires_grad: true);
        Assert.Equal([0], Numbers(HessianDiagonal.Of(tensor(3.0), [x], products: 3, Random())));
    }

    /// <summary>Against differences of first derivatives, which share no code with the products.</summary>
    [Fact]
    public void Of_TheLossOfASupernetInItsSwitches_IsThatOfDifferences()
    {
        using var scope = NewDisposeScope();
        using var search = new MethodCase(BayesNas.Method, SearchSpace.NasBench201);
        Tensor[] switches = [.. search.State.Alpha.Tensors];
        var moment = search.At(1);
        var loss = nn.functional.cross_entropy(
            search.State.Supernet.ForwardTwiceDifferentiable(search.Batch.Images, search.Mixture(moment)), search.Batch.Labels);
        var diagonal = HessianDiagonal.Of(loss, switches, products: 1000, Random());

        const double step = 1e-6;
        foreach (var (leaf, place) in new[] { (0, 8), (0, 17), (0, 29), (1, 0), (1, 5) })
        {
            var difference = (Slope(leaf, place, step) - Slope(leaf, place, -step)) / (2 * step);
            Assert.Equal(difference, diagonal[leaf].reshape(-1)[place].ToNumber(), 1e-4 * Math.Max(1, Math.Abs(difference)));
        }

        double Slope(int leaf, int place, double by)
        {
            Move(leaf, place, by);
            var slope = Gradients.Of(search.Loss(search.Mixture(moment)), switches)[leaf].reshape(-1)[place].ToNumber();
            Move(leaf, place, -by);
            return slope;
        }

        void Move(int leaf, int place, double by)
        {
            using var noGradient = no_grad();
            switches[leaf].view(-1)[place].PlusInPlace(by);
        }
    }

    private static Tensor Polynomial(Tensor xy, Tensor z)
    {
        var (x, y) = (xy[0], xy[1]);
        return x.Power(3).Plus(x * y.Power(2)).Plus((y * z[0]).Times(5));
    }

    private static CounterRandom Random() => new(1, RandomStream.DiagonalProbes, 2, 0);

    private static double[] Numbers(Tensor[] parts) => [.. parts.SelectMany(part => part.data<double>().ToArray())];
}
