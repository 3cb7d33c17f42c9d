using System.Runtime.CompilerServices;

namespace AerNas.Kernels.Simd;

/// <summary>How the tiles of a convolution write their sums.</summary>
internal static unsafe class TilePixels<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    /// <summary>Floats of the largest scratch tile: eight pixels of three blocks.</summary>
    public static int ScratchFloats => 3 * 8 * TLanes.Count;

    /// <summary>Writes or adds the sums of up to four pixels of a tile.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="first">Where the first of the four goes.</param>
    /// <param name="sums">Their sums.</param>
    /// <param name="pixels">How many of them are in the row, at least one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PutFour(in ConvolutionTile tile, float* first, (TVector A0, TVector A1, TVector A2, TVector A3) sums, int pixels)
    {
        if (pixels >= 4 && tile.WritesSums)
        {
            PutFour(new TilePlace(first, tile.OutputStep, 0), (0, 0), sums);
            return;
        }

        Put(tile, first, sums.A0);
        if (pixels > 1) Put(tile, first + tile.OutputStep, sums.A1);
        if (pixels > 2) Put(tile, first + 2 * (long)tile.OutputStep, sums.A2);
        if (pixels > 3) Put(tile, first + 3 * (long)tile.OutputStep, sums.A3);
    }

    /// <summary>Where a tile that needs all registers puts its sums: straight to where they go, where writing them is all there is to do;
    /// else into its scratch first, for a branch at each sum would cost it registers.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="y">Where its first pixel belongs.</param>
    /// <param name="isWhole">Whether all its pixels are in the row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TilePlace PlaceOf(in ConvolutionTile tile, float* y, bool isWhole) =>
        isWhole && tile.WritesSums ? new TilePlace(y, tile.OutputStep, tile.Blocks.TargetStep)
            : new TilePlace(tile.Scratch, TLanes.Count, 8 * TLanes.Count);

    /// <summary>Puts the sums of four pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PutFour(in TilePlace place, (int Block, int Pixel) first, (TVector A0, TVector A1, TVector A2, TVector A3) sums)
    {
        var to = place.First + first.Block * place.BlockStep + first.Pixel * place.Step;
        TLanes.Store(to, sums.A0);
        TLanes.Store(to + place.Step, sums.A1);
        TLanes.Store(to + 2 * place.Step, sums.A2);
        TLanes.Store(to + 3 * place.Step, sums.A3);
    }

    /// <summary>Brings what was put into the scratch tile to where it belongs.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="y">Where its first pixel belongs.</param>
    /// <param name="pixels">How many of its pixels are in the row.</param>
    /// <param name="blocks">How many blocks of channels it has.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Finish(in ConvolutionTile tile, float* y, int pixels, int blocks)
    {
        for (var block = 0; block < blocks; block++)
        {
            float* from = tile.Scratch + 8 * block * TLanes.Count, to = y + (long)block * tile.Blocks.TargetStep;
            for (var pixel = 0; pixel < pixels; pixel++, from += TLanes.Count, to += tile.OutputStep) Put(tile, to, TLanes.Load(from));
        }
    }

    /// <summary>What the sums of a block begin with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector FirstOf(in ConvolutionTile tile, int block) =>
        tile.Target.Bias is null ? TLanes.Zero : TLanes.Load(tile.Target.Bias + block * TLanes.Count);

    /// <summary>Writes or adds the sum of a pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(in ConvolutionTile tile, float* y, TVector sum)
    {
        if (tile.Target.Accumulate) sum = TLanes.Add(TLanes.Load(y), sum);
        if (tile.Target.Rectify) sum = TLanes.Max(TLanes.Zero, sum);
        TLanes.Store(y, sum);
    }
}
