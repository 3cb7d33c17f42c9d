// A weighted sum of feature maps, for one block of channels and pixels that follow each other in all of them:
//
//   y[p, :] = shift[:] + sum over terms i:  scale_i[:] * (map_i[p, :] - center_i[:])
//
// Only the first term may have a center: a map far from zero whose mean must not round into every pixel alike.
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
                foreach (var term in terms)
                {
                    var center = term.Center is null ? TLanes.Zero : TLanes.Load(term.Center + at.Channels);
                    sum = AddCentered(term.Pixels + offset, center, TLanes.Load(term.Scale + at.Channels), sum);
                }

                TLanes.Store(y + pixel * TLanes.Count, sum);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight(ScaledMaps terms, float* shift, BlockOffset at, float* y)
    {
        var lanes = TLanes.Count;
        TVector a0 = TLanes.Load(shift + at.Channels), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        var i = 0;
        if (terms.Count > 0 && terms.First->Center is not null)
        {
            var x = terms.First->Pixels + at.Pixels;
            TVector scale = TLanes.Load(terms.First->Scale + at.Channels), center = TLanes.Load(terms.First->Center + at.Channels);
            (a0, a1) = (AddCentered(x, center, scale, a0), AddCentered(x + lanes, center, scale, a1));
            (a2, a3) = (AddCentered(x + 2 * lanes, center, scale, a2), AddCentered(x + 3 * lanes, center, scale, a3));
            (a4, a5) = (AddCentered(x + 4 * lanes, center, scale, a4), AddCentered(x + 5 * lanes, center, scale, a5));
            (a6, a7) = (AddCentered(x + 6 * lanes, center, scale, a6), AddCentered(x + 7 * lanes, center, scale, a7));
            Ask(x + terms.Ahead);
            i++;
        }

        for (; i < terms.Count; i++)
        {
            var x = terms.First[i].Pixels + at.Pixels;
            var scale = TLanes.Load(terms.First[i].Scale + at.Channels);
            Ask(x + terms.Ahead);
            a0 = TLanes.MultiplyAdd(TLanes.Load(x), scale, a0);
            a1 = TLanes.MultiplyAdd(TLanes.Load(x + lanes), scale, a1);
            a2 = TLanes.MultiplyAdd(TLanes.Load(x + 2 * lanes), scale, a2);
            a3 = TLanes.MultiplyAdd(TLanes.Load(x + 3 * lanes), scale, a3);
            a4 = TLanes.MultiplyAdd(TLanes.Load(x + 4 * lanes), scale, a4);
            a5 = TLanes.MultiplyAdd(TLanes.Load(x + 5 * lanes), scale, a5);
            a6 = TLanes.MultiplyAdd(TLanes.Load(x + 6 * lanes), scale, a6);
            a7 = TLanes.MultiplyAdd(TLanes.Load(x + 7 * lanes), scale, a7);
        }

        PutFour(y, a0, a1, a2, a3);
        PutFour(y + 4 * lanes, a4, a5, a6, a7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutFour(float* y, TVector a0, TVector a1, TVector a2, TVector a3)
    {
        TLanes.Store(y, a0);
        TLanes.Store(y + TLanes.Count, a1);
        TLanes.Store(y + 2 * TLanes.Count, a2);
        TLanes.Store(y + 3 * TLanes.Count, a3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector AddCentered(float* x, TVector center, TVector scale, TVector sum) =>
        TLanes.MultiplyAdd(TLanes.Subtract(TLanes.Load(x), center), scale, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Ask(float* x)
    {
        for (var pixel = 0; pixel < 8; pixel++) TLanes.Prefetch(x + pixel * TLanes.Count);
    }
}
