// The largest of the pixels that an output reads, for one block of channels; lanes are channels. The backward pass finds the pixel again
// by comparing: the first one, in the order of the taps, that equals the maximum gets the gradient, as in libtorch. A window with a pixel
// that is not a number has none as its maximum, wherever the pixel stands, and hands its gradient to nobody.

using System.Runtime.CompilerServices;

namespace AerNas.Kernels.Simd;

internal static unsafe class MaximumPooling<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    /// <summary>y[p] = max over taps t: x[p * step + t.Input].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(Grid input, TapList taps, Grid output, Extent size)
    {
        for (var row = 0; row < size.Rows; row++)
        {
            float* x = input.Row(row), y = output.Row(row);
            for (var column = 0; column < size.Columns; column++, x += input.PixelStep, y += output.PixelStep)
            {
                var largest = TLanes.Load(x + taps.First[0].Input);
                for (var t = 1; t < taps.Count; t++) largest = Larger(largest, TLanes.Load(x + taps.First[t].Input));
                TLanes.Store(y, largest);
            }
        }
    }

    /// <summary>Adds g[p] to dx at the pixel that gave y[p].</summary>
    /// <param name="pool">The padded input, what was computed from it, and where its gradient goes, in the input's steps.</param>
    /// <param name="taps">As in the forward pass.</param>
    /// <param name="gradient">The gradient of the maximum.</param>
    /// <param name="size">Of the output.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(PooledGrids pool, TapList taps, Grid gradient, Extent size)
    {
        var taken = TLanes.Broadcast(float.NaN); // equals nothing
        for (var row = 0; row < size.Rows; row++)
        {
            float* x = pool.Input.Row(row), y = pool.Output.Row(row), g = gradient.Row(row), dx = pool.InputGradient.Row(row);
            for (var column = 0; column < size.Columns; column++)
            {
                TVector largest = TLanes.Load(y), upstream = TLanes.Load(g);
                for (var t = 0; t < taps.Count; t++)
                {
                    var offset = taps.First[t].Input;
                    var value = TLanes.Load(x + offset);
                    TLanes.Store(dx + offset,
                        TLanes.Add(TLanes.Load(dx + offset), TLanes.WhereEqual(value, largest, upstream, TLanes.Zero)));
                    largest = TLanes.WhereEqual(value, largest, taken, largest);
                }

                x += pool.Input.PixelStep;
                dx += pool.InputGradient.PixelStep;
                y += pool.Output.PixelStep;
                g += gradient.PixelStep;
            }
        }
    }
    /// <summary>The larger one; not a number where either is none: <see cref="ILanes{TVector}.Max"/> asks its second argument.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Larger(TVector largest, TVector value) =>
        TLanes.WhereEqual(largest, largest, TLanes.Max(largest, value), largest);
}
