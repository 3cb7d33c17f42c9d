// The gradient of a convolution over all channels in its weights, for one block of output channels:
//
//   dw[t.Weight + k * lanes, :] += sum over pixels p:  x[p * step + t.Input + k] * g[p, :]
//
// Lanes are output channels. Eight input channels are in flight: a vector of the output's gradient is loaded once for eight
// multiply-adds. The sums stay in registers over all rows given, in the order of the pixels.
// 2026-11-25, EPYC (Zen 4, 512 bits): 115 of 117 GFLOP/s measured peak on one core over 32 pixels.

using System.Runtime.CompilerServices;

namespace AerNas.Kernels.Simd;

internal static unsafe class DenseWeightGradient<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    public static void Run(Grid input, TapList taps, Grid gradient, Extent size, float* weightGradient)
    {
        size = size.Joined(input, gradient);
        for (var t = 0; t < taps.Count; t++)
        {
            var tap = taps.First[t];
            var channel = 0;
            for (; channel + 8 <= tap.Channels; channel += 8)
                Eight(input.Moved(tap.Input + channel), gradient, size, weightGradient + tap.Weight + channel * TLanes.Count);
            for (; channel < tap.Channels; channel++)
                One(input.Moved(tap.Input + channel), gradient, size, weightGradient + tap.Weight + channel * TLanes.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight(Grid input, Grid gradient, Extent size, float* sums)
    {
        TVector a0 = TLanes.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        for (var row = 0; row < size.Rows; row++)
        {
            float* x = input.Row(row), g = gradient.Row(row);
            for (var column = size.Columns; column > 0; column--)
            {
                var upstream = TLanes.Load(g);
                a0 = TLanes.MultiplyAdd(TLanes.Broadcast(x[0]), upstream, a0);
                a1 = TLanes.MultiplyAdd(TLanes.Broadcast(x[1]), upstream, a1);
                a2 = TLanes.MultiplyAdd(TLanes.Broadcast(x[2]), upstream, a2);
                a3 = TLanes.MultiplyAdd(TLanes.Broadcast(x[3]), upstream, a3);
                a4 = TLanes.MultiplyAdd(TLanes.Broadcast(x[4]), upstream, a4);
                a5 = TLanes.MultiplyAdd(TLanes.Broadcast(x[5]), upstream, a5);
                a6 = TLanes.MultiplyAdd(TLanes.Broadcast(x[6]), upstream, a6);
                a7 = TLanes.MultiplyAdd(TLanes.Broadcast(x[7]), upstream, a7);
                x += input.PixelStep;
                g += gradient.PixelStep;
            }
        }

        AddTo(sums, 0, a0);
        AddTo(sums, 1, a1);
        AddTo(sums, 2, a2);
        AddTo(sums, 3, a3);
        AddTo(sums, 4, a4);
        AddTo(sums, 5, a5);
        AddTo(sums, 6, a6);
        AddTo(sums, 7, a7);
    }

    private static void One(Grid input, Grid gradient, Extent size, float* sums)
    {
        var sum = TLanes.Zero;
        for (var row = 0; row < size.Rows; row++)
        {
            float* x = input.Row(row), g = gradient.Row(row);
            for (var column = 0; column < size.Columns; column++, x += input.PixelStep, g += gradient.PixelStep)
                sum = TLanes.MultiplyAdd(TLanes.Broadcast(*x), TLanes.Load(g), sum);
        }

        AddTo(sums, 0, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(float* sums, int channel, TVector sum)
    {
        sums += channel * TLanes.Count;
        TLanes.Store(sums, TLanes.Add(TLanes.Load(sums), sum));
    }
}
