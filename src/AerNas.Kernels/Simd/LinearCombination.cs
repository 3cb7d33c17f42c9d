// A weighted sum of feature maps, for one block of channels and pixels that follow each other in all of them:
//
//   y[p, :] = shift[:] + sum over terms i:  scale_i[:] * map_i[p, :]
//
// Lanes are channels. A node of a cell is one, since batch norms are linear once their statistics are known; so is the gradient of what
// precedes a batch norm. Eight pixels are in flight; each map is read once, in runs of eight vectors. Memory is the limit, not arithmetic:
// there are more maps than the processor follows by itself, so each run asks for the one that is read a row of pixels later.

using System.Runtime.CompilerServices;

namespace AerNas.Kernels.Simd;

internal static unsafe class LinearCombination<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    private const int AheadPixels = 32;

    /// <param name="terms">What is summed; they may be written over.</param>
    /// <param name="shift">What is added to each channel.</param>
    /// <param name="at">Where in every map the pixels begin, and where in scale and shift the channels.</param>
    /// <param name="y">The sum.</param>
    /// <param name="pixels">How many pixels.</param>
    public static void Run(ReadOnlySpan<ScaledMap> terms, float* shift, BlockOffset at, float* y, int pixels)
    {
        fixed (ScaledMap* first = terms)
        {
            var pixel = 0;
            var all = new ScaledMaps(first, terms.Length, Math.Min(pixels, terms.Length > 8 ? 8 : AheadPixels) * TLanes.Count);
            for (; pixel + 8 <= pixels; pixel += 8) Eight(all, shift, at.Advanced(pixel * TLanes.Count), y + pixel * TLanes.Count);
            for (; pixel < pixels; pixel++)
            {
                var sum = TLanes.Load(shift + at.Channels);
                var offset = at.Pixels + pixel * TLanes.Count;
                foreach (var term in terms) sum = TLanes.MultiplyAdd(TLanes.Load(term.Pixels + offset), TLanes.Load(term.Scale + at.Channels), sum);
                TLanes.Store(y + pixel * TLanes.Count, sum);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight(ScaledMaps terms, float* shift, BlockOffset at, float* y)
    {
        var lanes = TLanes.Count;
        TVector a0 = TLanes.Load(shift + at.Channels), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        for (var i = 0; i < terms.Count; i++)
        {
            var x = terms.First[i].Pixels + at.Pixels;
            var scale = TLanes.Load(terms.First[i].Scale + at.Channels);
            var ahead = x + terms.Ahead;
            TLanes.Prefetch(ahead);
            TLanes.Prefetch(ahead + lanes);
            TLanes.Prefetch(ahead + 2 * lanes);
            TLanes.Prefetch(ahead + 3 * lanes);
            TLanes.Prefetch(ahead + 4 * lanes);
            TLanes.Prefetch(ahead + 5 * lanes);
            TLanes.Prefetch(ahead + 6 * lanes);
            TLanes.Prefetch(ahead + 7 * lanes);
            a0 = TLanes.MultiplyAdd(TLanes.Load(x), scale, a0);
            a1 = TLanes.MultiplyAdd(TLanes.Load(x + lanes), scale, a1);
            a2 = TLanes.MultiplyAdd(TLanes.Load(x + 2 * lanes), scale, a2);
            a3 = TLanes.MultiplyAdd(TLanes.Load(x + 3 * lanes), scale, a3);
            a4 = TLanes.MultiplyAdd(TLanes.Load(x + 4 * lanes), scale, a4);
            a5 = TLanes.MultiplyAdd(TLanes.Load(x + 5 * lanes), scale, a5);
            a6 = TLanes.MultiplyAdd(TLanes.Load(x + 6 * lanes), scale, a6);
            a7 = TLanes.MultiplyAdd(TLanes.Load(x + 7 * lanes), scale, a7);
        }

        TLanes.Store(y, a0);
        TLanes.Store(y + lanes, a1);
        TLanes.Store(y + 2 * lanes, a2);
        TLanes.Store(y + 3 * lanes, a3);
        TLanes.Store(y + 4 * lanes, a4);
        TLanes.Store(y + 5 * lanes, a5);
        TLanes.Store(y + 6 * lanes, a6);
        TLanes.Store(y + 7 * lanes, a7);
    }
}
