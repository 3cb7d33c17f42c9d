using System.Runtime.CompilerServices;

namespace AerNas.Kernels.Simd;

/// <summary>How the tiles of a convolution write their sums.</summary>
internal static unsafe class TilePixels<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    /// <summary>Writes or adds the sums of up to four pixels of a tile.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="first">Where the first of the four goes.</param>
    /// <param name="sums">Their sums.</param>
    /// <param name="pixels">How many of them are in the row, at least one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PutFour(in ConvolutionTile tile, float* first, (TVector A0, TVector A1, TVector A2, TVector A3) sums, int pixels)
    {
        Put(tile, first, 0, sums.A0);
        if (pixels > 1) Put(tile, first, 1, sums.A1);
        if (pixels > 2) Put(tile, first, 2, sums.A2);
        if (pixels > 3) Put(tile, first, 3, sums.A3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(in ConvolutionTile tile, float* first, int pixel, TVector sum)
    {
        var y = first + (long)pixel * tile.OutputStep;
        if (tile.Target.Accumulate) sum = TLanes.Add(TLanes.Load(y), sum);
        if (tile.Target.Rectify) sum = TLanes.Max(TLanes.Zero, sum);
        TLanes.Store(y, sum);
    }
}
