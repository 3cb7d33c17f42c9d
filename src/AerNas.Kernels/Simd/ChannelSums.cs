// Sums over the pixels of one block of channels; lanes are channels. Four pixels are in flight, so that no sum waits for the one before;
// their sums are joined at the end, so the order of summation is the same in every width.

using System.Runtime.CompilerServices;

namespace AerNas.Kernels.Simd;

internal static unsafe class ChannelSums<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    private const int AheadPixels = 64;

    /// <summary>Adds the sum of the pixels, and the sum of their squares, to two vectors of sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Moments(float* x, int pixels, float* sums, float* squares)
    {
        var lanes = TLanes.Count;
        TVector s0 = TLanes.Zero, s1 = s0, s2 = s0, s3 = s0, q0 = s0, q1 = s0, q2 = s0, q3 = s0;
        for (; pixels >= 4; pixels -= 4, x += 4 * lanes)
        {
            TVector x0 = TLanes.Load(x), x1 = TLanes.Load(x + lanes), x2 = TLanes.Load(x + 2 * lanes), x3 = TLanes.Load(x + 3 * lanes);
            (s0, q0) = (TLanes.Add(s0, x0), TLanes.MultiplyAdd(x0, x0, q0));
            (s1, q1) = (TLanes.Add(s1, x1), TLanes.MultiplyAdd(x1, x1, q1));
            (s2, q2) = (TLanes.Add(s2, x2), TLanes.MultiplyAdd(x2, x2, q2));
            (s3, q3) = (TLanes.Add(s3, x3), TLanes.MultiplyAdd(x3, x3, q3));
        }

        for (; pixels > 0; pixels--, x += lanes)
        {
            var rest = TLanes.Load(x);
            (s0, q0) = (TLanes.Add(s0, rest), TLanes.MultiplyAdd(rest, rest, q0));
        }

        AddTo(sums, TLanes.Add(TLanes.Add(s0, s1), TLanes.Add(s2, s3)));
        AddTo(squares, TLanes.Add(TLanes.Add(q0, q1), TLanes.Add(q2, q3)));
    }

    /// <summary>Adds the sum of the pixels to a vector of sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Total(float* x, int pixels, float* sums)
    {
        var lanes = TLanes.Count;
        TVector s0 = TLanes.Zero, s1 = s0, s2 = s0, s3 = s0;
        for (; pixels >= 4; pixels -= 4, x += 4 * lanes)
        {
            (s0, s1) = (TLanes.Add(s0, TLanes.Load(x)), TLanes.Add(s1, TLanes.Load(x + lanes)));
            (s2, s3) = (TLanes.Add(s2, TLanes.Load(x + 2 * lanes)), TLanes.Add(s3, TLanes.Load(x + 3 * lanes)));
        }

        for (; pixels > 0; pixels--, x += lanes) s0 = TLanes.Add(s0, TLanes.Load(x));
        AddTo(sums, TLanes.Add(TLanes.Add(s0, s1), TLanes.Add(s2, s3)));
    }

    /// <summary>Adds the sum of u * (scale * x + shift) to a vector of sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Products(float* u, float* x, ChannelAffine affine, int pixels, float* sums)
    {
        var lanes = TLanes.Count;
        TVector scale = TLanes.Load(affine.Scale), shift = TLanes.Load(affine.Shift);
        TVector p0 = TLanes.Zero, p1 = p0, p2 = p0, p3 = p0;
        for (; pixels >= 4; pixels -= 4, u += 4 * lanes, x += 4 * lanes)
        {
            TLanes.Prefetch(x + AheadPixels * lanes);
            TLanes.Prefetch(x + (AheadPixels + 1) * lanes);
            TLanes.Prefetch(x + (AheadPixels + 2) * lanes);
            TLanes.Prefetch(x + (AheadPixels + 3) * lanes);
            p0 = TLanes.MultiplyAdd(TLanes.MultiplyAdd(TLanes.Load(x), scale, shift), TLanes.Load(u), p0);
            p1 = TLanes.MultiplyAdd(TLanes.MultiplyAdd(TLanes.Load(x + lanes), scale, shift), TLanes.Load(u + lanes), p1);
            p2 = TLanes.MultiplyAdd(TLanes.MultiplyAdd(TLanes.Load(x + 2 * lanes), scale, shift), TLanes.Load(u + 2 * lanes), p2);
            p3 = TLanes.MultiplyAdd(TLanes.MultiplyAdd(TLanes.Load(x + 3 * lanes), scale, shift), TLanes.Load(u + 3 * lanes), p3);
        }

        for (; pixels > 0; pixels--, u += lanes, x += lanes)
            p0 = TLanes.MultiplyAdd(TLanes.MultiplyAdd(TLanes.Load(x), scale, shift), TLanes.Load(u), p0);
        AddTo(sums, TLanes.Add(TLanes.Add(p0, p1), TLanes.Add(p2, p3)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(float* sums, TVector sum) => TLanes.Store(sums, TLanes.Add(TLanes.Load(sums), sum));
}
