using AerNas.Kernels.Graphs;

namespace AerNas.Tests.Kernels;

/// <summary>
/// Holds float32 results against double precision. A value may be off by a part of the largest of its array: about eight roundings through
/// some ten layers of norms, each of which divides by a deviation of a few tens of pixels.
/// </summary>
internal static class OracleComparison
{
    private const double Tolerance = 5e-5;

    public static void AssertClose(NetworkSketch network, SupernetResult expected, SupernetResult actual)
    {
        Close("logits", expected.Logits, actual.Logits);
        Close("running statistics", expected.Statistics, actual.Statistics);
        Close("gradient of the mixture", expected.Mixture, actual.Mixture);
        var floor = 1e-3 * Largest(expected.Weights); // below, a gradient is what is left of larger ones that cancel
        foreach (var slice in network.Parameters)
            Close($"gradient of the weights from {slice.Offset} to {slice.Offset + slice.Length}", Of(expected.Weights, slice), Of(actual.Weights, slice), floor);
    }

    private static void Close(string what, double[] expected, double[] actual, double floor = 0)
    {
        Assert.Equal(expected.Length, actual.Length);
        var largest = Math.Max(Largest(expected), floor);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * largest,
                $"{what}, element {i} of {expected.Length}: {actual[i]:R}, not {expected[i]:R} (largest {largest:R})");
        }
    }

    private static double[] Of(double[] values, Slice slice) => values[slice.Offset..(slice.Offset + slice.Length)];

    private static double Largest(double[] values) => values.Select(Math.Abs).DefaultIfEmpty(0).Max();
}
