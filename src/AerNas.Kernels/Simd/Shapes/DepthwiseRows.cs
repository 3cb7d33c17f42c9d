// Convolution within channels where the taps stand in rows of three or five, as far from each other as the pixels of a tile: then a pixel
// that was loaded serves three or five taps, and multiply-adds, not loads, are the limit. Sums run in the order of the taps, as in the
// kernel for any taps, so that both give the same bits. A kernel of dilation 2 falls into the even and the odd pixels of a row.

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
        Tap* tap = tile.Taps.First, end = tap + tile.Taps.Count;
        for (; tap < end; tap += 3)
        {
            float* from = x + tap->Input, to = from + 4 * step, w = tile.Blocks.Weights;
            TVector x0 = TLanes.Load(from), x1 = TLanes.Load(from + step), x2 = TLanes.Load(from + 2 * step),
                x3 = TLanes.Load(from + 3 * step);
            TVector x4 = TLanes.Load(to), x5 = TLanes.Load(to + step), x6 = TLanes.Load(to + 2 * step), x7 = TLanes.Load(to + 3 * step);
            to += 4 * step;
            TVector x8 = TLanes.Load(to), x9 = TLanes.Load(to + step);
            var w0 = TLanes.Load(w + tap[0].Weight);
            (a0, a1, a2, a3) = (Add(x0, w0, a0), Add(x1, w0, a1), Add(x2, w0, a2), Add(x3, w0, a3));
            (a4, a5, a6, a7) = (Add(x4, w0, a4), Add(x5, w0, a5), Add(x6, w0, a6), Add(x7, w0, a7));
            var w1 = TLanes.Load(w + tap[1].Weight);
            (a0, a1, a2, a3) = (Add(x1, w1, a0), Add(x2, w1, a1), Add(x3, w1, a2), Add(x4, w1, a3));
            (a4, a5, a6, a7) = (Add(x5, w1, a4), Add(x6, w1, a5), Add(x7, w1, a6), Add(x8, w1, a7));
            var w2 = TLanes.Load(w + tap[2].Weight);
            (a0, a1, a2, a3) = (Add(x2, w2, a0), Add(x3, w2, a1), Add(x4, w2, a2), Add(x5, w2, a3));
            (a4, a5, a6, a7) = (Add(x6, w2, a4), Add(x7, w2, a5), Add(x8, w2, a6), Add(x9, w2, a7));
        }

        TilePixels<TVector, TLanes>.PutFour(tile, y, (a0, a1, a2, a3), 4);
        TilePixels<TVector, TLanes>.PutFour(tile, y + 4 * (long)tile.OutputStep, (a4, a5, a6, a7), pixels - 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void EightByFive(in ConvolutionTile tile, float* x, float* y, int pixels)
    {
        var step = (long)tile.InputStep;
        TVector a0 = TLanes.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        Tap* tap = tile.Taps.First, end = tap + tile.Taps.Count;
        for (; tap < end; tap += 5)
        {
            float* from = x + tap->Input, to = from + 4 * step, w = tile.Blocks.Weights;
            TVector x0 = TLanes.Load(from), x1 = TLanes.Load(from + step), x2 = TLanes.Load(from + 2 * step),
                x3 = TLanes.Load(from + 3 * step);
            TVector x4 = TLanes.Load(to), x5 = TLanes.Load(to + step), x6 = TLanes.Load(to + 2 * step), x7 = TLanes.Load(to + 3 * step);
            to += 4 * step;
            TVector x8 = TLanes.Load(to), x9 = TLanes.Load(to + step), x10 = TLanes.Load(to + 2 * step), x11 = TLanes.Load(to + 3 * step);
            var w0 = TLanes.Load(w + tap[0].Weight);
            (a0, a1, a2, a3) = (Add(x0, w0, a0), Add(x1, w0, a1), Add(x2, w0, a2), Add(x3, w0, a3));
            (a4, a5, a6, a7) = (Add(x4, w0, a4), Add(x5, w0, a5), Add(x6, w0, a6), Add(x7, w0, a7));
            var w1 = TLanes.Load(w + tap[1].Weight);
            (a0, a1, a2, a3) = (Add(x1, w1, a0), Add(x2, w1, a1), Add(x3, w1, a2), Add(x4, w1, a3));
            (a4, a5, a6, a7) = (Add(x5, w1, a4), Add(x6, w1, a5), Add(x7, w1, a6), Add(x8, w1, a7));
            var w2 = TLanes.Load(w + tap[2].Weight);
            (a0, a1, a2, a3) = (Add(x2, w2, a0), Add(x3, w2, a1), Add(x4, w2, a2), Add(x5, w2, a3));
            (a4, a5, a6, a7) = (Add(x6, w2, a4), Add(x7, w2, a5), Add(x8, w2, a6), Add(x9, w2, a7));
            var w3 = TLanes.Load(w + tap[3].Weight);
            (a0, a1, a2, a3) = (Add(x3, w3, a0), Add(x4, w3, a1), Add(x5, w3, a2), Add(x6, w3, a3));
            (a4, a5, a6, a7) = (Add(x7, w3, a4), Add(x8, w3, a5), Add(x9, w3, a6), Add(x10, w3, a7));
            var w4 = TLanes.Load(w + tap[4].Weight);
            (a0, a1, a2, a3) = (Add(x4, w4, a0), Add(x5, w4, a1), Add(x6, w4, a2), Add(x7, w4, a3));
            (a4, a5, a6, a7) = (Add(x8, w4, a4), Add(x9, w4, a5), Add(x10, w4, a6), Add(x11, w4, a7));
        }

        TilePixels<TVector, TLanes>.PutFour(tile, y, (a0, a1, a2, a3), 4);
        TilePixels<TVector, TLanes>.PutFour(tile, y + 4 * (long)tile.OutputStep, (a4, a5, a6, a7), pixels - 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void FourByThree(in ConvolutionTile tile, float* x, float* y, int pixels)
    {
        var step = (long)tile.InputStep;
        TVector a0 = TLanes.Zero, a1 = a0, a2 = a0, a3 = a0;
        Tap* tap = tile.Taps.First, end = tap + tile.Taps.Count;
        for (; tap < end; tap += 3)
        {
            float* from = x + tap->Input, w = tile.Blocks.Weights;
            TVector x0 = TLanes.Load(from), x1 = TLanes.Load(from + step), x2 = TLanes.Load(from + 2 * step),
                x3 = TLanes.Load(from + 3 * step);
            TVector x4 = TLanes.Load(from + 4 * step), x5 = TLanes.Load(from + 5 * step);
            TVector w0 = TLanes.Load(w + tap[0].Weight), w1 = TLanes.Load(w + tap[1].Weight), w2 = TLanes.Load(w + tap[2].Weight);
            (a0, a1, a2, a3) = (Add(x0, w0, a0), Add(x1, w0, a1), Add(x2, w0, a2), Add(x3, w0, a3));
            (a0, a1, a2, a3) = (Add(x1, w1, a0), Add(x2, w1, a1), Add(x3, w1, a2), Add(x4, w1, a3));
            (a0, a1, a2, a3) = (Add(x2, w2, a0), Add(x3, w2, a1), Add(x4, w2, a2), Add(x5, w2, a3));
        }

        TilePixels<TVector, TLanes>.PutFour(tile, y, (a0, a1, a2, a3), pixels);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void FourByFive(in ConvolutionTile tile, float* x, float* y, int pixels)
    {
        var step = (long)tile.InputStep;
        TVector a0 = TLanes.Zero, a1 = a0, a2 = a0, a3 = a0;
        Tap* tap = tile.Taps.First, end = tap + tile.Taps.Count;
        for (; tap < end; tap += 5)
        {
            float* from = x + tap->Input, to = from + 4 * step, w = tile.Blocks.Weights;
            TVector x0 = TLanes.Load(from), x1 = TLanes.Load(from + step), x2 = TLanes.Load(from + 2 * step),
                x3 = TLanes.Load(from + 3 * step);
            TVector x4 = TLanes.Load(to), x5 = TLanes.Load(to + step), x6 = TLanes.Load(to + 2 * step), x7 = TLanes.Load(to + 3 * step);
            TVector w0 = TLanes.Load(w + tap[0].Weight), w1 = TLanes.Load(w + tap[1].Weight), w2 = TLanes.Load(w + tap[2].Weight);
            TVector w3 = TLanes.Load(w + tap[3].Weight), w4 = TLanes.Load(w + tap[4].Weight);
            (a0, a1, a2, a3) = (Add(x0, w0, a0), Add(x1, w0, a1), Add(x2, w0, a2), Add(x3, w0, a3));
            (a0, a1, a2, a3) = (Add(x1, w1, a0), Add(x2, w1, a1), Add(x3, w1, a2), Add(x4, w1, a3));
            (a0, a1, a2, a3) = (Add(x2, w2, a0), Add(x3, w2, a1), Add(x4, w2, a2), Add(x5, w2, a3));
            (a0, a1, a2, a3) = (Add(x3, w3, a0), Add(x4, w3, a1), Add(x5, w3, a2), Add(x6, w3, a3));
            (a0, a1, a2, a3) = (Add(x4, w4, a0), Add(x5, w4, a1), Add(x6, w4, a2), Add(x7, w4, a3));
        }

        TilePixels<TVector, TLanes>.PutFour(tile, y, (a0, a1, a2, a3), pixels);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Add(TVector x, TVector weight, TVector sum) => TLanes.MultiplyAdd(x, weight, sum);
}
