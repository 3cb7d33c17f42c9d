// The gradient of a convolution within channels in the weights of one row of three or five taps, as far from each other as the pixels of
// a tile: four pixels and their neighbours are loaded once for all taps, so that multiply-adds, not loads, are the limit. Rows of three
// taps have two sums a tap, which are joined at the end, so that no sum waits for the one before.
// 2026-11-25, EPYC (Zen 4, 512 bits): 42 -> 29 ms of a DARTS step of 800 ms, one thread (samples of a profile).

using System.Runtime.CompilerServices;

namespace AerNas.Kernels.Simd;

internal static unsafe class DepthwiseWeightRows<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    /// <summary>Adds the products of rows of pixels to three vectors of sums.</summary>
    /// <param name="input">The pixels that the first tap reads.</param>
    /// <param name="gradient">The gradient of the output.</param>
    /// <param name="size">How many pixels.</param>
    /// <param name="apart">Pixels from a tap to the next.</param>
    /// <param name="sums">// [3, lanes]</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Three(Grid input, Grid gradient, Extent size, int apart, float* sums)
    {
        long step = (long)apart * input.PixelStep, up = (long)apart * gradient.PixelStep;
        TVector a0 = TLanes.Zero, a1 = a0, a2 = a0, b0 = a0, b1 = a0, b2 = a0;
        for (var line = 0; line < size.Rows * apart; line++)
        {
            var (row, phase) = (line / apart, line % apart);
            float* x = input.Row(row) + phase * input.PixelStep, g = gradient.Row(row) + phase * gradient.PixelStep;
            var pixels = (size.Columns - phase + apart - 1) / apart;
            for (; pixels >= 4; pixels -= 4, x += 4 * step, g += 4 * up)
            {
                TVector x0 = TLanes.Load(x), x1 = TLanes.Load(x + step), x2 = TLanes.Load(x + 2 * step), x3 = TLanes.Load(x + 3 * step);
                TVector x4 = TLanes.Load(x + 4 * step), x5 = TLanes.Load(x + 5 * step);
                TVector g0 = TLanes.Load(g), g1 = TLanes.Load(g + up), g2 = TLanes.Load(g + 2 * up), g3 = TLanes.Load(g + 3 * up);
                (a0, a1, a2) = (Add(x0, g0, a0), Add(x1, g0, a1), Add(x2, g0, a2));
                (b0, b1, b2) = (Add(x1, g1, b0), Add(x2, g1, b1), Add(x3, g1, b2));
                (a0, a1, a2) = (Add(x2, g2, a0), Add(x3, g2, a1), Add(x4, g2, a2));
                (b0, b1, b2) = (Add(x3, g3, b0), Add(x4, g3, b1), Add(x5, g3, b2));
            }

            for (; pixels > 0; pixels--, x += step, g += up)
            {
                var upstream = TLanes.Load(g);
                (a0, a1) = (Add(TLanes.Load(x), upstream, a0), Add(TLanes.Load(x + step), upstream, a1));
                a2 = Add(TLanes.Load(x + 2 * step), upstream, a2);
            }
        }

        TLanes.Store(sums, TLanes.Add(a0, b0));
        TLanes.Store(sums + TLanes.Count, TLanes.Add(a1, b1));
        TLanes.Store(sums + 2 * TLanes.Count, TLanes.Add(a2, b2));
    }

    /// <summary>As <see cref="Three"/> for five taps. // sums: [5, lanes]</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Five(Grid input, Grid gradient, Extent size, int apart, float* sums)
    {
        long step = (long)apart * input.PixelStep, up = (long)apart * gradient.PixelStep;
        TVector a0 = TLanes.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0;
        for (var line = 0; line < size.Rows * apart; line++)
        {
            var (row, phase) = (line / apart, line % apart);
            float* x = input.Row(row) + phase * input.PixelStep, g = gradient.Row(row) + phase * gradient.PixelStep;
            var pixels = (size.Columns - phase + apart - 1) / apart;
            for (; pixels >= 4; pixels -= 4, x += 4 * step, g += 4 * up)
            {
                TVector x0 = TLanes.Load(x), x1 = TLanes.Load(x + step), x2 = TLanes.Load(x + 2 * step), x3 = TLanes.Load(x + 3 * step);
                TVector x4 = TLanes.Load(x + 4 * step), x5 = TLanes.Load(x + 5 * step), x6 = TLanes.Load(x + 6 * step),
                    x7 = TLanes.Load(x + 7 * step);
                TVector g0 = TLanes.Load(g), g1 = TLanes.Load(g + up), g2 = TLanes.Load(g + 2 * up), g3 = TLanes.Load(g + 3 * up);
                (a0, a1, a2, a3, a4) = (Add(x0, g0, a0), Add(x1, g0, a1), Add(x2, g0, a2), Add(x3, g0, a3), Add(x4, g0, a4));
                (a0, a1, a2, a3, a4) = (Add(x1, g1, a0), Add(x2, g1, a1), Add(x3, g1, a2), Add(x4, g1, a3), Add(x5, g1, a4));
                (a0, a1, a2, a3, a4) = (Add(x2, g2, a0), Add(x3, g2, a1), Add(x4, g2, a2), Add(x5, g2, a3), Add(x6, g2, a4));
                (a0, a1, a2, a3, a4) = (Add(x3, g3, a0), Add(x4, g3, a1), Add(x5, g3, a2), Add(x6, g3, a3), Add(x7, g3, a4));
            }

            for (; pixels > 0; pixels--, x += step, g += up)
            {
                var upstream = TLanes.Load(g);
                (a0, a1) = (Add(TLanes.Load(x), upstream, a0), Add(TLanes.Load(x + step), upstream, a1));
                (a2, a3) = (Add(TLanes.Load(x + 2 * step), upstream, a2), Add(TLanes.Load(x + 3 * step), upstream, a3));
                a4 = Add(TLanes.Load(x + 4 * step), upstream, a4);
            }
        }

        TLanes.Store(sums, a0);
        TLanes.Store(sums + TLanes.Count, a1);
        TLanes.Store(sums + 2 * TLanes.Count, a2);
        TLanes.Store(sums + 3 * TLanes.Count, a3);
        TLanes.Store(sums + 4 * TLanes.Count, a4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Add(TVector x, TVector upstream, TVector sum) => TLanes.MultiplyAdd(x, upstream, sum);
}
