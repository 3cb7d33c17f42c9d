// The tiles of DenseConvolution that have four pixels: where there are 16 registers, four pixels of three blocks of output channels fill
// them (12 sums, three vectors of weights, a pixel), and seven loads serve twelve multiply-adds, where eight pixels of one block take nine
// for eight; and where rows are so short that a tile of eight would be half empty. Rows of two pixels give a tile two rows, rows of one
// pixel four.

using System.Runtime.CompilerServices;

namespace AerNas.Kernels.Simd;

internal static unsafe class DenseTilesOfFour<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    /// <summary>All pixels of up to three blocks of output channels.</summary>
    /// <param name="tile">What the tiles share.</param>
    /// <param name="input">The input pixel of each output pixel.</param>
    /// <param name="size">How many pixels.</param>
    public static void Run(in ConvolutionTile tile, in Grid input, Extent size)
    {
        var output = tile.Target.Grid;
        var rows = size.Columns switch { 1 => 4, 2 => 2, _ => 1 }; // of a tile
        for (var row = 0; row < size.Rows; row += rows)
        {
            float* x = input.Row(row), y = output.Row(row);
            for (var column = 0; column < size.Columns; column += 4)
            {
                var pixels = new Extent(Math.Min(rows, size.Rows - row), Math.Min(4, size.Columns - column));
                Sum(tile, new TileOfFour(x, y, pixels, (input, output)));
                x += 4 * (long)input.PixelStep;
                y += 4 * (long)output.PixelStep;
            }
        }
    }

    /// <summary>The pixels of one tile.</summary>
    public static void Sum(in ConvolutionTile tile, in TileOfFour pixels)
    {
        if (tile.Blocks.Count == 3) OfThree(tile, pixels);
        else if (tile.Blocks.Count == 2) OfTwo(tile, pixels);
        else OfOne(tile, pixels);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void OfThree(in ConvolutionTile tile, in TileOfFour pixels)
    {
        long next = tile.Blocks.WeightStep, second = pixels.Input.Second, third = pixels.Input.Third, fourth = pixels.Input.Fourth;
        TVector a0 = TilePixels<TVector, TLanes>.FirstOf(tile, 0), a1 = a0, a2 = a0, a3 = a0;
        TVector b0 = TilePixels<TVector, TLanes>.FirstOf(tile, 1), b1 = b0, b2 = b0, b3 = b0;
        TVector c0 = TilePixels<TVector, TLanes>.FirstOf(tile, 2), c1 = c0, c2 = c0, c3 = c0;
        Tap* tap = tile.FirstTap, end = tile.EndTap;
        for (; tap < end; tap++)
        {
            float* x = pixels.From + tap->Input, w = tile.Blocks.Weights + tap->Weight;
            for (var channels = tap->Channels; channels > 0; channels--, x++, w += TLanes.Count)
            {
                TVector a = TLanes.Load(w), b = TLanes.Load(w + next), c = TLanes.Load(w + 2 * next);
                var pixel = TLanes.Broadcast(*x);
                a0 = TLanes.MultiplyAdd(pixel, a, a0);
                b0 = TLanes.MultiplyAdd(pixel, b, b0);
                c0 = TLanes.MultiplyAdd(pixel, c, c0);
                pixel = TLanes.Broadcast(x[second]);
                a1 = TLanes.MultiplyAdd(pixel, a, a1);
                b1 = TLanes.MultiplyAdd(pixel, b, b1);
                c1 = TLanes.MultiplyAdd(pixel, c, c1);
                pixel = TLanes.Broadcast(x[third]);
                a2 = TLanes.MultiplyAdd(pixel, a, a2);
                b2 = TLanes.MultiplyAdd(pixel, b, b2);
                c2 = TLanes.MultiplyAdd(pixel, c, c2);
                pixel = TLanes.Broadcast(x[fourth]);
                a3 = TLanes.MultiplyAdd(pixel, a, a3);
                b3 = TLanes.MultiplyAdd(pixel, b, b3);
                c3 = TLanes.MultiplyAdd(pixel, c, c3);
            }
        }

        var place = pixels.Place(tile, TLanes.Count);
        Put(place, 0, (a0, a1, a2, a3));
        Put(place, 1, (b0, b1, b2, b3));
        Put(place, 2, (c0, c1, c2, c3));
        if (place.First != pixels.To) Finish(tile, pixels);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void OfTwo(in ConvolutionTile tile, in TileOfFour pixels)
    {
        long next = tile.Blocks.WeightStep, second = pixels.Input.Second, third = pixels.Input.Third, fourth = pixels.Input.Fourth;
        TVector a0 = TilePixels<TVector, TLanes>.FirstOf(tile, 0), a1 = a0, a2 = a0, a3 = a0;
        TVector b0 = TilePixels<TVector, TLanes>.FirstOf(tile, 1), b1 = b0, b2 = b0, b3 = b0;
        Tap* tap = tile.FirstTap, end = tile.EndTap;
        for (; tap < end; tap++)
        {
            float* x = pixels.From + tap->Input, w = tile.Blocks.Weights + tap->Weight;
            for (var channels = tap->Channels; channels > 0; channels--, x++, w += TLanes.Count)
            {
                TVector a = TLanes.Load(w), b = TLanes.Load(w + next);
                var pixel = TLanes.Broadcast(*x);
                a0 = TLanes.MultiplyAdd(pixel, a, a0);
                b0 = TLanes.MultiplyAdd(pixel, b, b0);
                pixel = TLanes.Broadcast(x[second]);
                a1 = TLanes.MultiplyAdd(pixel, a, a1);
                b1 = TLanes.MultiplyAdd(pixel, b, b1);
                pixel = TLanes.Broadcast(x[third]);
                a2 = TLanes.MultiplyAdd(pixel, a, a2);
                b2 = TLanes.MultiplyAdd(pixel, b, b2);
                pixel = TLanes.Broadcast(x[fourth]);
                a3 = TLanes.MultiplyAdd(pixel, a, a3);
                b3 = TLanes.MultiplyAdd(pixel, b, b3);
            }
        }

        var place = pixels.Place(tile, TLanes.Count);
        Put(place, 0, (a0, a1, a2, a3));
        Put(place, 1, (b0, b1, b2, b3));
        if (place.First != pixels.To) Finish(tile, pixels);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void OfOne(in ConvolutionTile tile, in TileOfFour pixels)
    {
        long second = pixels.Input.Second, third = pixels.Input.Third, fourth = pixels.Input.Fourth;
        TVector a0 = TilePixels<TVector, TLanes>.FirstOf(tile, 0), a1 = a0, a2 = a0, a3 = a0;
        Tap* tap = tile.FirstTap, end = tile.EndTap;
        for (; tap < end; tap++)
        {
            float* x = pixels.From + tap->Input, w = tile.Blocks.Weights + tap->Weight;
            for (var channels = tap->Channels; channels > 0; channels--, x++, w += TLanes.Count)
            {
                var weight = TLanes.Load(w);
                a0 = TLanes.MultiplyAdd(TLanes.Broadcast(*x), weight, a0);
                a1 = TLanes.MultiplyAdd(TLanes.Broadcast(x[second]), weight, a1);
                a2 = TLanes.MultiplyAdd(TLanes.Broadcast(x[third]), weight, a2);
                a3 = TLanes.MultiplyAdd(TLanes.Broadcast(x[fourth]), weight, a3);
            }
        }

        var place = pixels.Place(tile, TLanes.Count);
        Put(place, 0, (a0, a1, a2, a3));
        if (place.First != pixels.To) Finish(tile, pixels);
    }

    /// <summary>Puts the sums of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(in PlaceOfFour place, int block, (TVector A0, TVector A1, TVector A2, TVector A3) sums)
    {
        var to = place.First + block * place.BlockStep;
        TLanes.Store(to, sums.A0);
        TLanes.Store(to + place.Steps.Second, sums.A1);
        TLanes.Store(to + place.Steps.Third, sums.A2);
        TLanes.Store(to + place.Steps.Fourth, sums.A3);
    }

    /// <summary>Brings what was put into the scratch tile to where it belongs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Finish(in ConvolutionTile tile, in TileOfFour pixels)
    {
        var count = pixels.Count;
        for (var block = 0; block < tile.Blocks.Count; block++)
        {
            float* from = tile.Scratch + 4 * block * TLanes.Count, to = pixels.To + (long)block * tile.Blocks.TargetStep;
            TilePixels<TVector, TLanes>.Put(tile, to, TLanes.Load(from));
            if (count > 1) TilePixels<TVector, TLanes>.Put(tile, to + pixels.Output.Second, TLanes.Load(from + TLanes.Count));
            if (count > 2) TilePixels<TVector, TLanes>.Put(tile, to + pixels.Output.Third, TLanes.Load(from + 2 * TLanes.Count));
            if (count > 3) TilePixels<TVector, TLanes>.Put(tile, to + pixels.Output.Fourth, TLanes.Load(from + 3 * TLanes.Count));
        }
    }
}
