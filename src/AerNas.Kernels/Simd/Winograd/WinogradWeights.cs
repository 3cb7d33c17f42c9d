// Weights of 3x3 kernels between their nine taps and the 36 points of a tile; a vector holds the output channels of one input channel.

using System.Runtime.CompilerServices;

namespace AerNas.Kernels.Simd;

internal static unsafe class WinogradWeights<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    private static int ScratchFloats => WinogradPoints.Count * TLanes.Count + CacheLine.Floats;

    private const int Taps = 3;

    /// <summary>Weights to points: G w G^T.</summary>
    /// <param name="weights">The first vector of the first tap.</param>
    /// <param name="tapStep">Floats from a tap to the next; negative from the last to the first, for the transposed convolution.</param>
    /// <param name="vectors">How many vectors follow each other.</param>
    /// <param name="points">Where they go.</param>
    [SkipLocalsInit]
    public static void ToPoints(float* weights, int tapStep, int vectors, in WinogradPoints points)
    {
        var to = points.First;
        float* memory = stackalloc float[ScratchFloats], scratch = WinogradPoints.Aligned(memory);
        for (; vectors > 0; vectors--, weights += TLanes.Count, to += TLanes.Count) Expand(weights, tapStep, to, points, scratch);
    }

    /// <summary>Gradients at points, added to those of the weights: G^T s G. Zeros take their place for the next.</summary>
    /// <param name="points">Where they lie.</param>
    /// <param name="vectors">How many vectors follow each other.</param>
    /// <param name="gradient">The first vector of the first tap.</param>
    /// <param name="tapStep">Floats from a tap to the next.</param>
    [SkipLocalsInit]
    public static void AddFromPoints(in WinogradPoints points, int vectors, float* gradient, int tapStep)
    {
        var from = points.First;
        float* memory = stackalloc float[ScratchFloats], scratch = WinogradPoints.Aligned(memory);
        for (; vectors > 0; vectors--, gradient += TLanes.Count, from += TLanes.Count)
            Reduce(from, points, new Grid(gradient, Taps * tapStep, tapStep), scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Expand(float* weights, long tapStep, float* to, in WinogradPoints points, float* scratch)
    {
        const int side = WinogradPoints.Side;
        for (var column = 0; column < Taps; column++)
            WinogradLines<TVector, TLanes>.Weights(
                weights + column * tapStep, Taps * tapStep, scratch + column * TLanes.Count, side * TLanes.Count);
        for (var row = 0; row < side; row++)
            WinogradLines<TVector, TLanes>.Weights(
                scratch + side * row * TLanes.Count, TLanes.Count, to + side * row * points.Step, points.Step);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Reduce(float* from, in WinogradPoints points, in Grid gradient, float* scratch)
    {
        const int side = WinogradPoints.Side;
        for (var column = 0; column < side; column++)
        {
            var (w0, w1, w2) = WinogradLines<TVector, TLanes>.WeightGradient(from + column * points.Step, side * points.Step);
            var to = scratch + column * TLanes.Count;
            TLanes.Store(to, w0);
            TLanes.Store(to + side * TLanes.Count, w1);
            TLanes.Store(to + 2 * side * TLanes.Count, w2);
            for (var row = 0; row < side; row++) TLanes.Store(from + column * points.Step + row * side * points.Step, TLanes.Zero);
        }

        for (var row = 0; row < Taps; row++)
        {
            var (w0, w1, w2) = WinogradLines<TVector, TLanes>.WeightGradient(scratch + side * row * TLanes.Count, TLanes.Count);
            var to = gradient.Row(row);
            TLanes.Store(to, TLanes.Add(TLanes.Load(to), w0));
            TLanes.Store(to + gradient.PixelStep, TLanes.Add(TLanes.Load(to + gradient.PixelStep), w1));
            TLanes.Store(to + 2 * gradient.PixelStep, TLanes.Add(TLanes.Load(to + 2 * gradient.PixelStep), w2));
        }
    }
}
