// A convolution over all channels, for each block of output channels:
//
//   y[p, :] (+)= bias[:] + sum over taps t, channels k < t.Channels:  x[p * step + t.Input + k] * w[t.Weight + k * lanes, :]
//
// Lanes are output channels; an input channel is broadcast to all of them, straight from memory. Eight pixels are in flight, so that each
// vector of weights is loaded once for eight multiply-adds and no sum waits for the one before; where there are 32 registers, two blocks of
// output channels are computed together and share the pixels. Input pixels of taps lie in a padded copy, so no load leaves it; a tile at
// the end of a row is computed whole and stored in part, for which a buffer has room for seven more input pixels at its end. A 1x1 kernel
// has one tap for each block of input channels, a 3x3 kernel nine times as many. 2026-11-25, EPYC (Zen 4, 512 bits), one block at a time:
// 118 of 117 GFLOP/s measured peak on one core at 16 channels, 116 at 64.

using System.Runtime.CompilerServices;

namespace AerNas.Kernels.Simd;

internal static unsafe class DenseConvolution<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    private const int LanesOfTwo = 16; // there are twice as many vectors of 512 bits as of others

    public static void Run(Grid input, TapList taps, OutputBlocks blocks, Target target, Extent size)
    {
        size = size.Joined(input, target.Grid);
        for (var block = 0; block < blocks.Count;)
        {
            var two = TLanes.Count == LanesOfTwo && size.Columns > 4 && block + 2 <= blocks.Count;
            var to = target.Moved((long)block * blocks.TargetStep, block * TLanes.Count);
            var weights = blocks.Weights + (long)block * blocks.WeightStep;
            var tile = new ConvolutionTile(taps, weights, input.PixelStep, target.Grid.PixelStep, to);
            for (var row = 0; row < size.Rows; row++)
            {
                float* x = input.Row(row), y = to.Grid.Row(row);
                for (var pixels = size.Columns; pixels > 0; pixels -= 8)
                {
                    if (two) EightOfTwo(tile, blocks, x, y, pixels);
                    else if (pixels > 4) Eight(tile, x, y, pixels);
                    else Four(tile, x, y, pixels);
                    x += 8 * (long)input.PixelStep;
                    y += 8 * (long)target.Grid.PixelStep;
                }
            }

            block += two ? 2 : 1;
        }
    }

    /// <summary>Eight pixels of two blocks of output channels: each pixel is loaded once for both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightOfTwo(in ConvolutionTile tile, in OutputBlocks blocks, float* x, float* y, int pixels)
    {
        var (step, lanes, next) = ((long)tile.InputStep, TLanes.Count, (long)blocks.WeightStep);
        TVector a0 = FirstOf(tile, 0), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        TVector b0 = FirstOf(tile, lanes), b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0, b6 = b0, b7 = b0;
        Tap* tap = tile.Taps.First;
        var count = tile.Taps.Count;
        for (var t = 0; t < count; t++, tap++)
        {
            float* from = x + tap->Input, to = x + tap->Input + 4 * step;
            var w = tile.Weights + tap->Weight;
            for (var channels = tap->Channels; channels > 0; channels--)
            {
                TVector a = TLanes.Load(w), b = TLanes.Load(w + next);
                (a0, b0) = AddTwo(from, a, b, a0, b0);
                (a1, b1) = AddTwo(from + step, a, b, a1, b1);
                (a2, b2) = AddTwo(from + 2 * step, a, b, a2, b2);
                (a3, b3) = AddTwo(from + 3 * step, a, b, a3, b3);
                (a4, b4) = AddTwo(to, a, b, a4, b4);
                (a5, b5) = AddTwo(to + step, a, b, a5, b5);
                (a6, b6) = AddTwo(to + 2 * step, a, b, a6, b6);
                (a7, b7) = AddTwo(to + 3 * step, a, b, a7, b7);
                from++;
                to++;
                w += lanes;
            }
        }

        var four = 4 * (long)tile.OutputStep;
        TilePixels<TVector, TLanes>.PutFour(tile, y, (a0, a1, a2, a3), pixels);
        TilePixels<TVector, TLanes>.PutFour(tile, y + blocks.TargetStep, (b0, b1, b2, b3), pixels);
        if (pixels <= 4) return;
        TilePixels<TVector, TLanes>.PutFour(tile, y + four, (a4, a5, a6, a7), pixels - 4);
        TilePixels<TVector, TLanes>.PutFour(tile, y + blocks.TargetStep + four, (b4, b5, b6, b7), pixels - 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector A, TVector B) AddTwo(float* x, TVector weightA, TVector weightB, TVector a, TVector b)
    {
        var pixel = TLanes.Broadcast(*x);
        return (TLanes.MultiplyAdd(pixel, weightA, a), TLanes.MultiplyAdd(pixel, weightB, b));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight(in ConvolutionTile tile, float* x, float* y, int pixels)
    {
        var (step, lanes) = ((long)tile.InputStep, TLanes.Count);
        TVector a0 = FirstOf(tile, 0), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        Tap* tap = tile.Taps.First;
        var count = tile.Taps.Count;
        for (var t = 0; t < count; t++, tap++)
        {
            float* from = x + tap->Input, to = x + tap->Input + 4 * step;
            var w = tile.Weights + tap->Weight;
            for (var channels = tap->Channels; channels > 0; channels--)
            {
                var weight = TLanes.Load(w);
                a0 = TLanes.MultiplyAdd(TLanes.Broadcast(from[0]), weight, a0);
                a1 = TLanes.MultiplyAdd(TLanes.Broadcast(from[step]), weight, a1);
                a2 = TLanes.MultiplyAdd(TLanes.Broadcast(from[2 * step]), weight, a2);
                a3 = TLanes.MultiplyAdd(TLanes.Broadcast(from[3 * step]), weight, a3);
                a4 = TLanes.MultiplyAdd(TLanes.Broadcast(to[0]), weight, a4);
                a5 = TLanes.MultiplyAdd(TLanes.Broadcast(to[step]), weight, a5);
                a6 = TLanes.MultiplyAdd(TLanes.Broadcast(to[2 * step]), weight, a6);
                a7 = TLanes.MultiplyAdd(TLanes.Broadcast(to[3 * step]), weight, a7);
                from++;
                to++;
                w += lanes;
            }
        }

        TilePixels<TVector, TLanes>.PutFour(tile, y, (a0, a1, a2, a3), 4);
        TilePixels<TVector, TLanes>.PutFour(tile, y + 4 * (long)tile.OutputStep, (a4, a5, a6, a7), pixels - 4);
    }

    /// <summary>What sums begin with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector FirstOf(in ConvolutionTile tile, int channel) =>
        tile.Target.Bias is null ? TLanes.Zero : TLanes.Load(tile.Target.Bias + channel);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(in ConvolutionTile tile, float* x, float* y, int pixels)
    {
        var (step, lanes) = ((long)tile.InputStep, TLanes.Count);
        TVector a0 = FirstOf(tile, 0), a1 = a0, a2 = a0, a3 = a0;
        for (var t = 0; t < tile.Taps.Count; t++)
        {
            var tap = tile.Taps.First[t];
            float* from = x + tap.Input, w = tile.Weights + tap.Weight;
            for (var channels = tap.Channels; channels > 0; channels--, from++, w += lanes)
            {
                var weight = TLanes.Load(w);
                a0 = TLanes.MultiplyAdd(TLanes.Broadcast(from[0]), weight, a0);
                a1 = TLanes.MultiplyAdd(TLanes.Broadcast(from[step]), weight, a1);
                a2 = TLanes.MultiplyAdd(TLanes.Broadcast(from[2 * step]), weight, a2);
                a3 = TLanes.MultiplyAdd(TLanes.Broadcast(from[3 * step]), weight, a3);
            }
        }

        TilePixels<TVector, TLanes>.PutFour(tile, y, (a0, a1, a2, a3), pixels);
    }
}
