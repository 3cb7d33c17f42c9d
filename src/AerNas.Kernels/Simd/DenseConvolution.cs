// A convolution over all channels, for each block of output channels:
//
//   y[p, :] (+)= bias[:] + sum over taps t, channels k < t.Channels:  x[p * step + t.Input + k] * w[t.Weight + k * lanes, :]
//
// Lanes are output channels; an input channel is broadcast to all of them, straight from memory. Eight pixels are in flight, so that each
// vector of weights is loaded once for eight multiply-adds and no sum waits for the one before. Two or three blocks of output channels are
// computed together and share the pixels: eight where there are 32 registers, else six (DenseTilesOfSix) of two blocks and four of three
// (DenseTilesOfFour). Input pixels of taps lie in a padded copy, so no load leaves it; a tile at the end of a row is computed whole and
// stored in part, for which a buffer has room for seven more input pixels at its end. A 1x1 kernel has one tap for each block of input
// channels, a 3x3 kernel nine times as many.
//
// No tile may be inlined: in what a profile makes of its callers there are registers for half of its sums, and 144 channels run at 172 in
// place of 230 GFLOP/s. Nor may it make a call while it holds sums.
// 2026-11-29, EPYC (Zen 5, 512 bits): 251 and 260 of 266 GFLOP/s measured peak on one core, 1x1 over 48 and 144 channels and 32 pixels;
// two blocks at a time 226 and 252.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace AerNas.Kernels.Simd;

internal static unsafe class DenseConvolution<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    /// <summary>Whether there are 32 registers, not 16.</summary>
    public static bool HasManyRegisters => Avx512F.VL.IsSupported || AdvSimd.IsSupported;

    [SkipLocalsInit]
    public static void Run(in Grid input, in TapList taps, in OutputBlocks blocks, in Target target, Extent size)
    {
        size = size.Joined(input, target.Grid);
        var scratch = stackalloc float[TilePixels<TVector, TLanes>.ScratchFloats];
        for (int block = 0, together; block < blocks.Count; block += together)
        {
            together = OutputBlocks.Together(blocks.Count - block);
            var to = target.Moved((long)block * blocks.TargetStep, block * TLanes.Count);
            var tile = new ConvolutionTile(taps, blocks.From(block, together), (input.PixelStep, target.Grid.PixelStep), to, scratch);
            if (size.Columns > 4 && (together == 1 || HasManyRegisters)) RunEight(tile, input, size);
            else if (size.Columns > 4 && together == 2) DenseTilesOfSix<TVector, TLanes>.Run(tile, input, size);
            else DenseTilesOfFour<TVector, TLanes>.Run(tile, input, size);
        }
    }

    private static void RunEight(in ConvolutionTile tile, in Grid input, Extent size)
    {
        for (var row = 0; row < size.Rows; row++)
        {
            float* x = input.Row(row), y = tile.Target.Grid.Row(row);
            for (var pixels = size.Columns; pixels > 0; pixels -= 8)
            {
                if (tile.Blocks.Count == 3) EightOfThree(tile, x, y, pixels);
                else if (tile.Blocks.Count == 2) EightOfTwo(tile, x, y, pixels);
                else if (pixels > 4) EightOfOne(tile, x, y, pixels);
                else DenseTilesOfFour<TVector, TLanes>.Sum(tile, new TileOfFour(x, y, new Extent(1, pixels), (input, tile.Target.Grid)));
                x += 8 * (long)tile.InputStep;
                y += 8 * (long)tile.OutputStep;
            }
        }
    }

    /// <summary>Eight pixels of three blocks of output channels: each pixel is loaded once for all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void EightOfThree(in ConvolutionTile tile, float* x, float* y, int pixels)
    {
        long step = tile.InputStep, next = tile.Blocks.WeightStep;
        TVector a0 = TilePixels<TVector, TLanes>.FirstOf(tile, 0), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        TVector b0 = TilePixels<TVector, TLanes>.FirstOf(tile, 1), b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0, b6 = b0, b7 = b0;
        TVector c0 = TilePixels<TVector, TLanes>.FirstOf(tile, 2), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;
        Tap* tap = tile.FirstTap, end = tile.EndTap;
        for (; tap < end; tap++)
        {
            float* from = x + tap->Input, to = x + tap->Input + 4 * step, w = tile.Blocks.Weights + tap->Weight;
            for (var channels = tap->Channels; channels > 0; channels--, from++, to++, w += TLanes.Count)
            {
                TVector a = TLanes.Load(w), b = TLanes.Load(w + next), c = TLanes.Load(w + 2 * next);
                (a0, b0, c0) = AddThree(from, (a, b, c), (a0, b0, c0));
                (a1, b1, c1) = AddThree(from + step, (a, b, c), (a1, b1, c1));
                (a2, b2, c2) = AddThree(from + 2 * step, (a, b, c), (a2, b2, c2));
                (a3, b3, c3) = AddThree(from + 3 * step, (a, b, c), (a3, b3, c3));
                (a4, b4, c4) = AddThree(to, (a, b, c), (a4, b4, c4));
                (a5, b5, c5) = AddThree(to + step, (a, b, c), (a5, b5, c5));
                (a6, b6, c6) = AddThree(to + 2 * step, (a, b, c), (a6, b6, c6));
                (a7, b7, c7) = AddThree(to + 3 * step, (a, b, c), (a7, b7, c7));
            }
        }

        var place = TilePixels<TVector, TLanes>.PlaceOf(tile, y, pixels >= 8);
        TilePixels<TVector, TLanes>.PutFour(place, (0, 0), (a0, a1, a2, a3));
        TilePixels<TVector, TLanes>.PutFour(place, (0, 4), (a4, a5, a6, a7));
        TilePixels<TVector, TLanes>.PutFour(place, (1, 0), (b0, b1, b2, b3));
        TilePixels<TVector, TLanes>.PutFour(place, (1, 4), (b4, b5, b6, b7));
        TilePixels<TVector, TLanes>.PutFour(place, (2, 0), (c0, c1, c2, c3));
        TilePixels<TVector, TLanes>.PutFour(place, (2, 4), (c4, c5, c6, c7));
        if (place.First != y) TilePixels<TVector, TLanes>.Finish(tile, y, Math.Min(pixels, 8), 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector A, TVector B, TVector C) AddThree(
        float* x, (TVector A, TVector B, TVector C) weights, (TVector A, TVector B, TVector C) sums)
    {
        var pixel = TLanes.Broadcast(*x);
        return (TLanes.MultiplyAdd(pixel, weights.A, sums.A), TLanes.MultiplyAdd(pixel, weights.B, sums.B),
            TLanes.MultiplyAdd(pixel, weights.C, sums.C));
    }

    /// <summary>Eight pixels of two blocks of output channels: each pixel is loaded once for both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void EightOfTwo(in ConvolutionTile tile, float* x, float* y, int pixels)
    {
        long step = tile.InputStep, next = tile.Blocks.WeightStep;
        TVector a0 = TilePixels<TVector, TLanes>.FirstOf(tile, 0), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        TVector b0 = TilePixels<TVector, TLanes>.FirstOf(tile, 1), b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0, b6 = b0, b7 = b0;
        Tap* tap = tile.FirstTap, end = tile.EndTap;
        for (; tap < end; tap++)
        {
            float* from = x + tap->Input, to = x + tap->Input + 4 * step, w = tile.Blocks.Weights + tap->Weight;
            for (var channels = tap->Channels; channels > 0; channels--, from++, to++, w += TLanes.Count)
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
            }
        }

        var place = TilePixels<TVector, TLanes>.PlaceOf(tile, y, pixels >= 8);
        TilePixels<TVector, TLanes>.PutFour(place, (0, 0), (a0, a1, a2, a3));
        TilePixels<TVector, TLanes>.PutFour(place, (0, 4), (a4, a5, a6, a7));
        TilePixels<TVector, TLanes>.PutFour(place, (1, 0), (b0, b1, b2, b3));
        TilePixels<TVector, TLanes>.PutFour(place, (1, 4), (b4, b5, b6, b7));
        if (place.First != y) TilePixels<TVector, TLanes>.Finish(tile, y, Math.Min(pixels, 8), 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector A, TVector B) AddTwo(float* x, TVector weightA, TVector weightB, TVector a, TVector b)
    {
        var pixel = TLanes.Broadcast(*x);
        return (TLanes.MultiplyAdd(pixel, weightA, a), TLanes.MultiplyAdd(pixel, weightB, b));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void EightOfOne(in ConvolutionTile tile, float* x, float* y, int pixels)
    {
        long step = tile.InputStep;
        TVector a0 = TilePixels<TVector, TLanes>.FirstOf(tile, 0), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        Tap* tap = tile.FirstTap, end = tile.EndTap;
        for (; tap < end; tap++)
        {
            float* from = x + tap->Input, to = x + tap->Input + 4 * step, w = tile.Blocks.Weights + tap->Weight;
            for (var channels = tap->Channels; channels > 0; channels--, from++, to++, w += TLanes.Count)
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
            }
        }

        TilePixels<TVector, TLanes>.PutFour(tile, y, (a0, a1, a2, a3), 4);
        TilePixels<TVector, TLanes>.PutFour(tile, y + 4 * (long)tile.OutputStep, (a4, a5, a6, a7), pixels - 4);
    }
}
