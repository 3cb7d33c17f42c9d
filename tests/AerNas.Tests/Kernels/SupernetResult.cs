namespace AerNas.Tests.Kernels;

/// <summary>What a pass over a small network gives, forward and backward.</summary>
internal sealed record SupernetResult(double[] Logits, double[] Weights, double[] Mixture, double[] Statistics)
{
    /// <summary>Another pass gave the same bytes.</summary>
    public void AssertSame(SupernetResult actual)
    {
        Assert.Equal(Bits(Logits), Bits(actual.Logits));
        Assert.Equal(Bits(Statistics), Bits(actual.Statistics));
        Assert.Equal(Bits(Mixture), Bits(actual.Mixture));
        Assert.Equal(Bits(Weights), Bits(actual.Weights));
    }

    private static long[] Bits(double[] values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];
}
