namespace AerNas.Kernels.Simd;

/// <summary>The terms of a linear combination, held still.</summary>
internal readonly unsafe struct ScaledMaps(ScaledMap* first, int count)
{
    /// <summary>The first term.</summary>
    public readonly ScaledMap* First = first;

    /// <summary>How many.</summary>
    public readonly int Count = count;
}
