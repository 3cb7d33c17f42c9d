// Convolution within channels where the taps stand in rows of three or five, as far from each other as the pixels of a tile: then a pixel
// that was loaded serves three or five taps, and multiply-adds, not loads, are the limit. Pixels come one by one, so that sums, weights and
// the pixel fit into 16 registers. Sums run in the order of the taps, as in the kernel for any taps, so that both give the same bits. A
// kernel of dilation 2 falls into the even and the odd pixels of a row.

using System.Runtime.CompilerServices;

namespace AerNas.Kernels.Simd;

internal static unsafe class DepthwiseRows<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void EightByThree(in ConvolutionTile tile, float* x, float* y, int pixels)
    {
        var step = (long)tile.InputStep;
        TVector a0 = TLanes.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        Tap* tap = tile.FirstTap, end = tile.EndTap;
        for (; tap < end; tap += 3)
        {
            float* from = x + tap->Input, w = tile.Blocks.Weights;
            TVector w0 = TLanes.Load(w + tap[0].Weight), w1 = TLanes.Load(w + tap[1].Weight), w2 = TLanes.Load(w + tap[2].Weight);
            var pixel = TLanes.Load(from);
            a0 = Add(pixel, w0, a0);
            pixel = TLanes.Load(from + step);
            (a0, a1) = (Add(pixel, w1, a0), Add(pixel, w0, a1));
            pixel = TLanes.Load(from + 2 * step);
            (a0, a1, a2) = (Add(pixel, w2, a0), Add(pixel, w1, a1), Add(pixel, w0, a2));
            pixel = TLanes.Load(from + 3 * step);
            (a1, a2, a3) = (Add(pixel, w2, a1), Add(pixel, w1, a2), Add(pixel, w0, a3));
            pixel = TLanes.Load(from += 4 * step);
            (a2, a3, a4) = (Add(pixel, w2, a2), Add(pixel, w1, a3), Add(pixel, w0, a4));
            pixel = TLanes.Load(from + step);
            (a3, a4, a5) = (Add(pixel, w2, a3), Add(pixel, w1, a4), Add(pixel, w0, a5));
            pixel = TLanes.Load(from + 2 * step);
            (a4, a5, a6) = (Add(pixel, w2, a4), Add(pixel, w1, a5), Add(pixel, w0, a6));
            pixel = TLanes.Load(from + 3 * step);
            (a5, a6, a7) = (Add(pixel, w2, a5), Add(pixel, w1, a6), Add(pixel, w0, a7));
            pixel = TLanes.Load(from += 4 * step);
            (a6, a7) = (Add(pixel, w2, a6), Add(pixel, w1, a7));
            pixel = TLanes.Load(from + step);
            a7 = Add(pixel, w2, a7);
        }

        TilePixels<TVector, TLanes>.PutFour(tile, y, (a0, a1, a2, a3), 4);
        TilePixels<TVector, TLanes>.PutFour(tile, y + 4 * (long)tile.OutputStep, (a4, a5, a6, a7), pixels - 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void EightByFive(in ConvolutionTile tile, float* x, float* y, int pixels)
    {
        var step = (long)tile.InputStep;
        TVector a0 = TLanes.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        Tap* tap = tile.FirstTap, end = tile.EndTap;
        for (; tap < end; tap += 5)
        {
            float* from = x + tap->Input, w = tile.Blocks.Weights;
            TVector w0 = TLanes.Load(w + tap[0].Weight), w1 = TLanes.Load(w + tap[1].Weight), w2 = TLanes.Load(w + tap[2].Weight);
            TVector w3 = TLanes.Load(w + tap[3].Weight), w4 = TLanes.Load(w + tap[4].Weight);
            var pixel = TLanes.Load(from);
            a0 = Add(pixel, w0, a0);
            pixel = TLanes.Load(from + step);
            (a0, a1) = (Add(pixel, w1, a0), Add(pixel, w0, a1));
            pixel = TLanes.Load(from + 2 * step);
            (a0, a1, a2) = (Add(pixel, w2, a0), Add(pixel, w1, a1), Add(pixel, w0, a2));
            pixel = TLanes.Load(from + 3 * step);
            (a0, a1, a2, a3) = (Add(pixel, w3, a0), Add(pixel, w2, a1), Add(pixel, w1, a2), Add(pixel, w0, a3));
            pixel = TLanes.Load(from += 4 * step);
            (a0, a1, a2, a3, a4) = (Add(pixel, w4, a0), Add(pixel, w3, a1), Add(pixel, w2, a2), Add(pixel, w1, a3), Add(pixel, w0, a4));
            pixel = TLanes.Load(from + step);
            (a1, a2, a3, a4, a5) = (Add(pixel, w4, a1), Add(pixel, w3, a2), Add(pixel, w2, a3), Add(pixel, w1, a4), Add(pixel, w0, a5));
            pixel = TLanes.Load(from + 2 * step);
            (a2, a3, a4, a5, a6) = (Add(pixel, w4, a2), Add(pixel, w3, a3), Add(pixel, w2, a4), Add(pixel, w1, a5), Add(pixel, w0, a6));
            pixel = TLanes.Load(from + 3 * step);
            (a3, a4, a5, a6, a7) = (Add(pixel, w4, a3), Add(pixel, w3, a4), Add(pixel, w2, a5), Add(pixel, w1, a6), Add(pixel, w0, a7));
            pixel = TLanes.Load(from += 4 * step);
            (a4, a5, a6, a7) = (Add(pixel, w4, a4), Add(pixel, w3, a5), Add(pixel, w2, a6), Add(pixel, w1, a7));
            pixel = TLanes.Load(from + step);
            (a5, a6, a7) = (Add(pixel, w4, a5), Add(pixel, w3, a6), Add(pixel, w2, a7));
            pixel = TLanes.Load(from + 2 * step);
            (a6, a7) = (Add(pixel, w4, a6), Add(pixel, w3, a7));
            pixel = TLanes.Load(from + 3 * step);
            a7 = Add(pixel, w4, a7);
        }

        TilePixels<TVector, TLanes>.PutFour(tile, y, (a0, a1, a2, a3), 4);
        TilePixels<TVector, TLanes>.PutFour(tile, y + 4 * (long)tile.OutputStep, (a4, a5, a6, a7), pixels - 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void FourByThree(in ConvolutionTile tile, float* x, float* y, int pixels)
    {
        var step = (long)tile.InputStep;
        TVector a0 = TLanes.Zero, a1 = a0, a2 = a0, a3 = a0;
        Tap* tap = tile.FirstTap, end = tile.EndTap;
        for (; tap < end; tap += 3)
        {
            float* from = x + tap->Input, w = tile.Blocks.Weights;
            TVector w0 = TLanes.Load(w + tap[0].Weight), w1 = TLanes.Load(w + tap[1].Weight), w2 = TLanes.Load(w + tap[2].Weight);
            var pixel = TLanes.Load(from);
            a0 = Add(pixel, w0, a0);
            pixel = TLanes.Load(from + step);
            (a0, a1) = (Add(pixel, w1, a0), Add(pixel, w0, a1));
            pixel = TLanes.Load(from + 2 * step);
            (a0, a1, a2) = (Add(pixel, w2, a0), Add(pixel, w1, a1), Add(pixel, w0, a2));
            pixel = TLanes.Load(from + 3 * step);
            (a1, a2, a3) = (Add(pixel, w2, a1), Add(pixel, w1, a2), Add(pixel, w0, a3));
            pixel = TLanes.Load(from += 4 * step);
            (a2, a3) = (Add(pixel, w2, a2), Add(pixel, w1, a3));
            pixel = TLanes.Load(from + step);
            a3 = Add(pixel, w2, a3);
        }

        TilePixels<TVector, TLanes>.PutFour(tile, y, (a0, a1, a2, a3), pixels);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void FourByFive(in ConvolutionTile tile, float* x, float* y, int pixels)
    {
        var step = (long)tile.InputStep;
        TVector a0 = TLanes.Zero, a1 = a0, a2 = a0, a3 = a0;
        Tap* tap = tile.FirstTap, end = tile.EndTap;
        for (; tap < end; tap += 5)
        {
            float* from = x + tap->Input, w = tile.Blocks.Weights;
            TVector w0 = TLanes.Load(w + tap[0].Weight), w1 = TLanes.Load(w + tap[1].Weight), w2 = TLanes.Load(w + tap[2].Weight);
            TVector w3 = TLanes.Load(w + tap[3].Weight), w4 = TLanes.Load(w + tap[4].Weight);
            var pixel = TLanes.Load(from);
            a0 = Add(pixel, w0, a0);
            pixel = TLanes.Load(from + step);
            (a0, a1) = (Add(pixel, w1, a0), Add(pixel, w0, a1));
            pixel = TLanes.Load(from + 2 * step);
            (a0, a1, a2) = (Add(pixel, w2, a0), Add(pixel, w1, a1), Add(pixel, w0, a2));
            pixel = TLanes.Load(from + 3 * step);
            (a0, a1, a2, a3) = (Add(pixel, w3, a0), Add(pixel, w2, a1), Add(pixel, w1, a2), Add(pixel, w0, a3));
            pixel = TLanes.Load(from += 4 * step);
            (a0, a1, a2, a3) = (Add(pixel, w4, a0), Add(pixel, w3, a1), Add(pixel, w2, a2), Add(pixel, w1, a3));
            pixel = TLanes.Load(from + step);
            (a1, a2, a3) = (Add(pixel, w4, a1), Add(pixel, w3, a2), Add(pixel, w2, a3));
            pixel = TLanes.Load(from + 2 * step);
            (a2, a3) = (Add(pixel, w4, a2), Add(pixel, w3, a3));
            pixel = TLanes.Load(from + 3 * step);
            a3 = Add(pixel, w4, a3);
        }

        TilePixels<TVector, TLanes>.PutFour(tile, y, (a0, a1, a2, a3), pixels);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Add(TVector x, TVector weight, TVector sum) => TLanes.MultiplyAdd(x, weight, sum);
}
