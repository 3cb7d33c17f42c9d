using AerNas.Bilevel;
using static TorchSharp.torch;

namespace AerNas.Tests.Methods;

/// <summary>Holds gradients of parameters against central differences.</summary>
internal static class WeightDifferences
{
    private const double Step = 1e-6;

    /// <summary>Demands that the largest element of every parameter's gradient is what moving it shows.</summary>
    /// <param name="weights">The parameters, float64.</param>
    /// <param name="value">A scalar that depends on them.</param>
    /// <param name="tolerance">How far the difference may be from the gradient.</param>
    public static void AssertGradients(IReadOnlyList<Tensor> weights, Func<Tensor> value, double tolerance)
    {
        using var scope = NewDisposeScope();
        var gradients = Gradients.Of(value(), weights);
        using var noGrad = no_grad();
        foreach (var (weight, gradient) in weights.Zip(gradients))
        {
            var place = gradient.abs().argmax().item<long>();
            var moved = weight.view(-1).narrow(0, place, 1);
            moved.PlusInPlace(Step);
            var above = value().ToNumber();
            moved.PlusInPlace(-2 * Step);
            var below = value().ToNumber();
            moved.PlusInPlace(Step);
            Assert.Equal((above - below) / (2 * Step), gradient.reshape(-1)[place].ToNumber(), tolerance);
        }
    }
}
