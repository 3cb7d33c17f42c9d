namespace AerNas.Data.Sources;

/// <summary>The contents of an IDX file of uint8.</summary>
internal sealed record IdxArray(int[] Shape, byte[] Values)
{
    /// <summary>The first dimension: how many images or labels.</summary>
    public int Length => Shape[0];

    /// <summary>Square images with rows and columns exchanged.</summary>
    public IdxArray Transposed()
    {
        var (values, side) = (new byte[Values.Length], Shape[1]);
        for (var start = 0; start < values.Length; start += side * side)
            for (var pixel = 0; pixel < side * side; pixel++)
                values[start + pixel] = Values[start + pixel % side * side + pixel / side];
        return this with { Values = values };
    }

    /// <summary>Bytes before the values.</summary>
    public static int HeaderLength(int rank) => 4 * (1 + rank);
}
