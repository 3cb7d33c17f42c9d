// A convolution within channels, for one block of channels:
//
//   y[p, :] (+)= sum over taps t:  x[p * step + t.Input, :] * w[t.Weight, :]
//
// Lanes are channels. Eight pixels are in flight, so that a vector of weights is loaded once for eight multiply-adds, which take the pixel
// straight from memory. Pixels lie in a padded copy, so no load leaves it; a tile at the end of a row is
// computed whole and stored in part, for which a buffer has room for seven more input pixels at its end. Tap lists make every kernel size,
// stride, dilation and the transposed convolution of the backward pass the same loop.
// 2026-11-25, EPYC (Zen 4, 512 bits): 71 (3x3) and 87 (5x5) of 117 GFLOP/s measured peak on one core: one load a multiply-add is the limit.

using System.Runtime.CompilerServices;

namespace AerNas.Kernels.Simd;

internal static unsafe class DepthwiseConvolution<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    public static void Run(in Grid input, in TapList taps, float* weights, in Target target, Extent size)
    {
        var (output, rows) = (target.Grid, taps.Rows);
        var phases = rows.Length is 3 or 5 && rows.Distance > 0 && rows.Distance % input.PixelStep == 0
            ? rows.Distance / input.PixelStep
            : 0;
        if (phases == 0) size = size.Joined(input, output);
        var apart = Math.Max(1, phases);
        var steps = (apart * input.PixelStep, apart * output.PixelStep);
        var tile = new ConvolutionTile(taps, new OutputBlocks(weights, 0, 0, 1), steps, target);
        for (var row = 0; row < size.Rows; row++)
        {
            for (var phase = 0; phase < apart; phase++)
            {
                float* x = input.Row(row) + phase * input.PixelStep, y = output.Row(row) + phase * output.PixelStep;
                var pixels = (size.Columns - phase + apart - 1) / apart;
                if (phases == 0) Any(tile, x, y, pixels);
                else if (rows.Length == 3) ByThree(tile, x, y, pixels);
                else ByFive(tile, x, y, pixels);
            }
        }
    }

    private static void Any(in ConvolutionTile tile, float* x, float* y, int pixels)
    {
        for (; pixels > 0; pixels -= 8, x += 8 * (long)tile.InputStep, y += 8 * (long)tile.OutputStep)
        {
            if (pixels > 4) Eight(tile, x, y, pixels);
            else Four(tile, x, y, pixels);
        }
    }

    private static void ByThree(in ConvolutionTile tile, float* x, float* y, int pixels)
    {
        for (; pixels > 0; pixels -= 8, x += 8 * (long)tile.InputStep, y += 8 * (long)tile.OutputStep)
        {
            if (pixels > 4) DepthwiseRows<TVector, TLanes>.EightByThree(tile, x, y, pixels);
            else DepthwiseRows<TVector, TLanes>.FourByThree(tile, x, y, pixels);
        }
    }

    private static void ByFive(in ConvolutionTile tile, float* x, float* y, int pixels)
    {
        for (; pixels > 0; pixels -= 8, x += 8 * (long)tile.InputStep, y += 8 * (long)tile.OutputStep)
        {
            if (pixels > 4) DepthwiseRows<TVector, TLanes>.EightByFive(tile, x, y, pixels);
            else DepthwiseRows<TVector, TLanes>.FourByFive(tile, x, y, pixels);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Eight(in ConvolutionTile tile, float* x, float* y, int pixels)
    {
        var step = (long)tile.InputStep;
        TVector a0 = TLanes.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        Tap* tap = tile.FirstTap, end = tile.EndTap;
        var weights = tile.Blocks.Weights;
        for (; tap < end; tap++)
        {
            var weight = TLanes.Load(weights + tap->Weight);
            float* from = x + tap->Input, to = x + tap->Input + 4 * step;
            a0 = TLanes.MultiplyAdd(TLanes.Load(from), weight, a0);
            a1 = TLanes.MultiplyAdd(TLanes.Load(from + step), weight, a1);
            a2 = TLanes.MultiplyAdd(TLanes.Load(from + 2 * step), weight, a2);
            a3 = TLanes.MultiplyAdd(TLanes.Load(from + 3 * step), weight, a3);
            a4 = TLanes.MultiplyAdd(TLanes.Load(to), weight, a4);
            a5 = TLanes.MultiplyAdd(TLanes.Load(to + step), weight, a5);
            a6 = TLanes.MultiplyAdd(TLanes.Load(to + 2 * step), weight, a6);
            a7 = TLanes.MultiplyAdd(TLanes.Load(to + 3 * step), weight, a7);
        }

        TilePixels<TVector, TLanes>.PutFour(tile, y, (a0, a1, a2, a3), 4);
        TilePixels<TVector, TLanes>.PutFour(tile, y + 4 * (long)tile.OutputStep, (a4, a5, a6, a7), pixels - 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Four(in ConvolutionTile tile, float* x, float* y, int pixels)
    {
        var step = (long)tile.InputStep;
        TVector a0 = TLanes.Zero, a1 = a0, a2 = a0, a3 = a0;
        for (var tap = tile.FirstTap; tap < tile.EndTap; tap++)
        {
            var from = x + tap->Input;
            var weight = TLanes.Load(tile.Blocks.Weights + tap->Weight);
            a0 = TLanes.MultiplyAdd(TLanes.Load(from), weight, a0);
            a1 = TLanes.MultiplyAdd(TLanes.Load(from + step), weight, a1);
            a2 = TLanes.MultiplyAdd(TLanes.Load(from + 2 * step), weight, a2);
            a3 = TLanes.MultiplyAdd(TLanes.Load(from + 3 * step), weight, a3);
        }

        TilePixels<TVector, TLanes>.PutFour(tile, y, (a0, a1, a2, a3), pixels);
    }
}
