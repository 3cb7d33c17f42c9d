// Maps between pixels and tiles, for one block of channels. A tile is four by four outputs of a 3x3 convolution, which read six by six
// inputs; in the domain of the points it is 36 vectors. Those of a point lie side by side for all tiles, [36, tiles, lanes] with a step of
// the caller's from point to point, so that what a point multiplies is a pointwise convolution over tiles.

using System.Runtime.CompilerServices;

namespace AerNas.Kernels.Simd;

internal static unsafe class WinogradMaps<TVector, TLanes>
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
{
    private static int ScratchFloats => WinogradPoints.Count * TLanes.Count + CacheLine.Floats;

    /// <summary>Inputs to points.</summary>
    /// <param name="input">The first input of the first tile: the pixel above and left of the first output.</param>
    /// <param name="tiles">Rows and columns of tiles.</param>
    /// <param name="points">Where they go.</param>
    [SkipLocalsInit]
    public static void Input(in Grid input, Extent tiles, in WinogradPoints points)
    {
        var to = points.First;
        float* memory = stackalloc float[ScratchFloats], scratch = WinogradPoints.Aligned(memory);
        for (var row = 0; row < tiles.Rows; row++)
        {
            var from = input.Row(WinogradPoints.Outputs * row);
            for (var column = 0; column < tiles.Columns; column++, from += WinogradPoints.Outputs * TLanes.Count, to += TLanes.Count)
                InputTile(from, input.RowStep, to, points, scratch);
        }
    }

    /// <summary>Gradients of outputs to points.</summary>
    /// <param name="gradient">Of the first output.</param>
    /// <param name="tiles">Rows and columns of tiles.</param>
    /// <param name="points">Where they go.</param>
    [SkipLocalsInit]
    public static void Gradient(in Grid gradient, Extent tiles, in WinogradPoints points)
    {
        var to = points.First;
        float* memory = stackalloc float[ScratchFloats], scratch = WinogradPoints.Aligned(memory);
        for (var row = 0; row < tiles.Rows; row++)
        {
            var from = gradient.Row(WinogradPoints.Outputs * row);
            for (var column = 0; column < tiles.Columns; column++, from += WinogradPoints.Outputs * TLanes.Count, to += TLanes.Count)
                GradientTile(from, gradient.RowStep, to, points, scratch);
        }
    }

    /// <summary>Points to outputs.</summary>
    /// <param name="points">Where they lie.</param>
    /// <param name="tiles">Rows and columns of tiles.</param>
    /// <param name="target">Where the first output goes, and whether it is added to what is there.</param>
    [SkipLocalsInit]
    public static void Output(in WinogradPoints points, Extent tiles, in Target target)
    {
        var from = points.First;
        float* memory = stackalloc float[ScratchFloats], scratch = WinogradPoints.Aligned(memory);
        for (var row = 0; row < tiles.Rows; row++)
        {
            var to = target.Grid.Row(WinogradPoints.Outputs * row);
            for (var column = 0; column < tiles.Columns; column++, to += WinogradPoints.Outputs * TLanes.Count, from += TLanes.Count)
                OutputTile(from, points, to, target, scratch);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void InputTile(float* from, long rowStep, float* to, in WinogradPoints points, float* scratch)
    {
        const int side = WinogradPoints.Side;
        for (var column = 0; column < side; column++)
            WinogradLines<TVector, TLanes>.Input(
                from + column * TLanes.Count, rowStep, scratch + column * TLanes.Count, side * TLanes.Count);
        for (var row = 0; row < side; row++)
            WinogradLines<TVector, TLanes>.Input(
                scratch + side * row * TLanes.Count, TLanes.Count, to + side * row * points.Step, points.Step);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void GradientTile(float* from, long rowStep, float* to, in WinogradPoints points, float* scratch)
    {
        const int side = WinogradPoints.Side;
        for (var column = 0; column < WinogradPoints.Outputs; column++)
            WinogradLines<TVector, TLanes>.Gradient(
                from + column * TLanes.Count, rowStep, scratch + column * TLanes.Count, side * TLanes.Count);
        for (var row = 0; row < side; row++)
            WinogradLines<TVector, TLanes>.Gradient(
                scratch + side * row * TLanes.Count, TLanes.Count, to + side * row * points.Step, points.Step);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void OutputTile(float* from, in WinogradPoints points, float* to, in Target target, float* scratch)
    {
        const int side = WinogradPoints.Side;
        for (var column = 0; column < side; column++)
        {
            var (y0, y1, y2, y3) = WinogradLines<TVector, TLanes>.Output(from + column * points.Step, side * points.Step);
            Put(new Grid(scratch + column * TLanes.Count, 0, side * TLanes.Count), (y0, y1, y2, y3));
        }

        for (var line = 0; line < WinogradPoints.Outputs; line++, to += target.Grid.RowStep)
        {
            var (y0, y1, y2, y3) = WinogradLines<TVector, TLanes>.Output(scratch + side * line * TLanes.Count, TLanes.Count);
            if (target.Accumulate)
            {
                (y0, y1) = (TLanes.Add(y0, TLanes.Load(to)), TLanes.Add(y1, TLanes.Load(to + TLanes.Count)));
                (y2, y3) = (TLanes.Add(y2, TLanes.Load(to + 2 * TLanes.Count)), TLanes.Add(y3, TLanes.Load(to + 3 * TLanes.Count)));
            }

            Put(new Grid(to, 0, TLanes.Count), (y0, y1, y2, y3));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(in Grid pixels, (TVector Y0, TVector Y1, TVector Y2, TVector Y3) four)
    {
        TLanes.Store(pixels.Origin, four.Y0);
        TLanes.Store(pixels.Origin + pixels.PixelStep, four.Y1);
        TLanes.Store(pixels.Origin + 2 * pixels.PixelStep, four.Y2);
        TLanes.Store(pixels.Origin + 3 * pixels.PixelStep, four.Y3);
    }
}
