using AerNas.Bilevel;
using AerNas.Networks;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>The gradients of the network weights against those of a case.</summary>
internal static class GoldenWeightGradients
{
    private const double NoiseBound = 1e-5; // conv biases before a batch norm: zero in real arithmetic

    /// <summary>
    /// Compares every gradient that the case has; those it has not, since the official code never reached the weight, must be zero.
    /// </summary>
    /// <param name="golden">The case.</param>
    /// <param name="comparison">Where to.</param>
    /// <param name="supernet">Whose weights.</param>
    /// <param name="loss">What is differentiated.</param>
    /// <param name="prefix">Of the results' names.</param>
    internal static void Compare(GoldenCase golden, GoldenComparison comparison, Supernet supernet, Tensor loss, string prefix = "")
    {
        var gradients = Gradients.Of(loss, supernet.Weights);
        var byName = supernet.ByParameter(gradients).ToDictionary(g => g.Name, g => g.Value);
        foreach (var official in golden.NamesUnder($"out/{prefix}weight_grad/"))
        {
            byName.Remove(GoldenNetwork.NameIn(supernet, golden, official), out var gradient);
            comparison.Add($"{prefix}weight_grad/{official}", gradient!, $"{prefix}weight_grad");
        }

        foreach (var official in golden.NamesUnder($"out/{prefix}weight_grad_noise/"))
        {
            byName.Remove(GoldenNetwork.NameIn(supernet, golden, official), out var gradient);
            Assert.InRange(Largest(gradient!), 0, NoiseBound);
        }

        foreach (var (name, gradient) in byName)
            Assert.True(Largest(gradient) == 0, $"{name} has a gradient, which the official code does not give it");
    }

    private static double Largest(Tensor gradient) => gradient.abs().max().to(ScalarType.Float64).item<double>();
}
