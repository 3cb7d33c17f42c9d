using System.Runtime.CompilerServices;

namespace AerNas.Kernels.Simd;

/// <summary>How the tiles of a convolution write their sums.</summary>
internal static unsafe class TilePixels<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    /// <summary>Writes or adds the sum of one pixel of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(in ConvolutionTile tile, float* first, int pixel, TVector sum)
    {
        var y = first + (long)pixel * tile.OutputStep;
        TLanes.Store(y, tile.Accumulate ? TLanes.Add(TLanes.Load(y), sum) : sum);
    }
}
