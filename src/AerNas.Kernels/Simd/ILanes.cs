namespace AerNas.Kernels.Simd;

/// <summary>A vector of float32 as wide as one instruction: what a kernel's formula is written in, once for every width. A lane is a
/// channel, so lanes never mix, and every width computes the same sums in the same order: results agree to the bit. Multiply-add is fused
/// where the machine can, in every width.</summary>
/// <typeparam name="TVector">The vector.</typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : struct
{
    static abstract int Count { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Load(float* source);
    static abstract void Store(float* target, TVector value);

    /// <summary>Asks for the cache line that will be read soon, where the machine can.</summary>
    static abstract void Prefetch(float* source);
    static abstract TVector Broadcast(float value);
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);
    static abstract TVector Add(TVector a, TVector b);
    static abstract TVector Subtract(TVector a, TVector b);
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>The larger of a and b; not a number where b is none.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary><paramref name="value"/> where <paramref name="condition"/> is positive, else zero.</summary>
    static abstract TVector WherePositive(TVector condition, TVector value);

    /// <summary><paramref name="equal"/> where a equals b, else <paramref name="otherwise"/>.</summary>
    static abstract TVector WhereEqual(TVector a, TVector b, TVector equal, TVector otherwise);
}
