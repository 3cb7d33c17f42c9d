namespace AerNas.Kernels.Simd;

/// <summary>The terms of a linear combination, held still.</summary>
internal readonly unsafe struct ScaledMaps(ScaledMap* first, int count, int ahead)
{
    public readonly ScaledMap* First = first;

    public readonly int Count = count;

    /// <summary>Floats from where a map is read to where it will be read next but not yet.</summary>
    public readonly int Ahead = ahead;
}
