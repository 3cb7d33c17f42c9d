using AerNas.Kernels.Graphs;

namespace AerNas.Tests.Kernels;

/// <summary>
/// Holds float32 results against double precision. A value may be off by 1e-4 of the largest of its array: a norm whose mean is far from
/// zero for its spread loses digits of its variance, and norms of a dozen pixels have been seen off by 9e-5 of a mixture gradient. A
/// gradient may also be off by 2e-6 of the largest of all weights: where it is what is left of larger terms that cancel, their roundings
/// remain.
/// </summary>
internal static class OracleComparison
{
    private const double OfArray = 1e-4;
    private const double OfAllWeights = 2e-6;

    /// <param name="network">The network.</param>
    /// <param name="expected">Of the oracle.</param>
    /// <param name="actual">In float32.</param>
    /// <param name="cancellation">How much larger the terms are that cancel in gradients of weights than usual.</param>
    public static void AssertClose(NetworkSketch network, SupernetResult expected, SupernetResult actual, double cancellation = 1)
    {
        Close("logits", expected.Logits, actual.Logits);
        Close("running statistics", expected.Statistics, actual.Statistics);
        Close("gradient of the mixture", expected.Mixture, actual.Mixture);
        var rest = cancellation * OfAllWeights * Largest(expected.Weights);
        foreach (var slice in network.Parameters)
            Close($"gradient of the weights from {slice.Offset} to {slice.Offset + slice.Length}", Of(expected.Weights, slice),
                Of(actual.Weights, slice), rest);
    }

    private static void Close(string what, double[] expected, double[] actual, double rest = 0)
    {
        Assert.Equal(expected.Length, actual.Length);
        var allowed = OfArray * Largest(expected) + rest;
        for (var i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= allowed))
                Assert.Fail($"{what}, element {i} of {expected.Length}: {actual[i]:R}, not {expected[i]:R} (allowed: {allowed:R})");
        }
    }

    private static double[] Of(double[] values, Slice slice) => values[slice.Offset..(slice.Offset + slice.Length)];

    private static double Largest(double[] values) => values.Select(Math.Abs).DefaultIfEmpty(0).Max();
}
