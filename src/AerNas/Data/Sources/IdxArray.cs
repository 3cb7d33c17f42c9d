namespace AerNas.Data.Sources;

/// <summary>The contents of an IDX file of uint8.</summary>
internal sealed record IdxArray(int[] Shape, byte[] Values)
{
    /// <summary>The first dimension: how many images or labels.</summary>
    public int Length => Shape[0];

    /// <summary>Bytes before the values.</summary>
    public static int HeaderLength(int rank) => 4 * (1 + rank);
}
