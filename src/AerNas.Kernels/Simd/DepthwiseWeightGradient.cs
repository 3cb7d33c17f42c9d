// The gradient of a convolution within channels in its weights, for one block of channels:
//
//   dw[t.Weight, :] += sum over pixels p:  x[p * step + t.Input, :] * g[p, :]
//
// Lanes are channels. Taps that stand in rows are taken row by row. Of others five are in flight: a vector of the output's gradient is
// loaded once for five multiply-adds. Where the taps are no multiple of five the last group overlaps the one before and drops what was
// done.

using System.Runtime.CompilerServices;

namespace AerNas.Kernels.Simd;

internal static unsafe class DepthwiseWeightGradient<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    private const int Group = 5;

    public static void Run(Grid input, TapList taps, Grid gradient, Extent size, float* weightGradient)
    {
        var sums = stackalloc float[Group * TLanes.Count];
        var (rows, done) = (taps.Rows, 0);
        if (rows.Length is 3 or 5 && rows.Distance > 0 && rows.Distance % input.PixelStep == 0)
        {
            var apart = rows.Distance / input.PixelStep;
            for (; done < taps.Count; done += rows.Length)
            {
                var first = input.Moved(taps.First[done].Input);
                if (rows.Length == 3) DepthwiseWeightRows<TVector, TLanes>.Three(first, gradient, size, apart, sums);
                else DepthwiseWeightRows<TVector, TLanes>.Five(first, gradient, size, apart, sums);
                for (var t = 0; t < rows.Length; t++) AddTo(weightGradient + taps.First[done + t].Weight, sums + t * TLanes.Count);
            }
        }

        while (done < taps.Count && taps.Count >= Group)
        {
            var first = Math.Min(done, taps.Count - Group);
            Five(input, taps.First + first, gradient, size, sums);
            for (; done < first + Group; done++) AddTo(weightGradient + taps.First[done].Weight, sums + (done - first) * TLanes.Count);
        }

        for (; done < taps.Count; done++)
        {
            One(input.Moved(taps.First[done].Input), gradient, size, sums);
            AddTo(weightGradient + taps.First[done].Weight, sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Five(Grid input, Tap* taps, Grid gradient, Extent size, float* sums)
    {
        TVector a0 = TLanes.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0;
        long t0 = taps[0].Input, t1 = taps[1].Input, t2 = taps[2].Input, t3 = taps[3].Input, t4 = taps[4].Input;
        for (var row = 0; row < size.Rows; row++)
        {
            float* x = input.Row(row), g = gradient.Row(row);
            for (var column = size.Columns; column > 0; column--)
            {
                var upstream = TLanes.Load(g);
                a0 = TLanes.MultiplyAdd(TLanes.Load(x + t0), upstream, a0);
                a1 = TLanes.MultiplyAdd(TLanes.Load(x + t1), upstream, a1);
                a2 = TLanes.MultiplyAdd(TLanes.Load(x + t2), upstream, a2);
                a3 = TLanes.MultiplyAdd(TLanes.Load(x + t3), upstream, a3);
                a4 = TLanes.MultiplyAdd(TLanes.Load(x + t4), upstream, a4);
                x += input.PixelStep;
                g += gradient.PixelStep;
            }
        }

        TLanes.Store(sums, a0);
        TLanes.Store(sums + TLanes.Count, a1);
        TLanes.Store(sums + 2 * TLanes.Count, a2);
        TLanes.Store(sums + 3 * TLanes.Count, a3);
        TLanes.Store(sums + 4 * TLanes.Count, a4);
    }

    private static void One(Grid input, Grid gradient, Extent size, float* sums)
    {
        var sum = TLanes.Zero;
        for (var row = 0; row < size.Rows; row++)
        {
            float* x = input.Row(row), g = gradient.Row(row);
            for (var column = 0; column < size.Columns; column++, x += input.PixelStep, g += gradient.PixelStep)
                sum = TLanes.MultiplyAdd(TLanes.Load(x), TLanes.Load(g), sum);
        }

        TLanes.Store(sums, sum);
    }

    private static void AddTo(float* target, float* sum) => TLanes.Store(target, TLanes.Add(TLanes.Load(target), TLanes.Load(sum)));
}
