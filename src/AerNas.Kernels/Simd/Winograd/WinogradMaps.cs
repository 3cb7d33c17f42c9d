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
    public static void Input(in Grid input, Extent tiles, in WinogradPoints points)
    {
        var to = points.First;
        for (var row = 0; row < tiles.Rows; row++)
        {
            var from = input.Row(WinogradPoints.Outputs * row);
            for (var column = 0; column < tiles.Columns; column++, from += WinogradPoints.Outputs * TLanes.Count, to += TLanes.Count)
                InputTile(from, input.RowStep, to, points);
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
    /// <param name="size">Rows and columns of outputs; of tiles that reach beyond them the rest is left out.</param>
    /// <param name="target">Where the first output goes, and whether it is added to what is there.</param>
    [SkipLocalsInit]
    public static void Output(in WinogradPoints points, Extent size, in Target target)
    {
        const int side = WinogradPoints.Outputs;
        var from = points.First;
        float* memory = stackalloc float[ScratchFloats], scratch = WinogradPoints.Aligned(memory);
        for (var row = 0; row < size.Rows; row += side)
        {
            var to = target.Grid.Row(row);
            for (var column = 0; column < size.Columns; column += side, to += side * TLanes.Count, from += TLanes.Count)
            {
                if (row + side <= size.Rows && column + side <= size.Columns) OutputTile(from, points, to, target, scratch);
                else OutputPart(from, points, to, target, new Extent(size.Rows - row, size.Columns - column));
            }
        }
    }

    /// <summary>The points of a tile, a row of them or two at a time: what the columns give stays in registers, for which there are enough
    /// where nothing is inlined.</summary>
    private static void InputTile(float* from, long rowStep, float* to, in WinogradPoints points)
    {
        long step = points.Step, line = WinogradPoints.Side * step;
        InputEnd(from, rowStep, to, step);
        InputPair(from + rowStep, rowStep, to + line, step, WinogradLines<TVector, TLanes>.Near);
        InputPair(from + rowStep, rowStep, to + 3 * line, step, WinogradLines<TVector, TLanes>.Far);
        InputEnd(from + rowStep, rowStep, to + 5 * line, step);
    }

    /// <summary>The first or last row of points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void InputEnd(float* from, long rowStep, float* to, long step)
    {
        var lanes = TLanes.Count;
        var d0 = WinogradLines<TVector, TLanes>.InputEnd(from, rowStep);
        var d1 = WinogradLines<TVector, TLanes>.InputEnd(from + lanes, rowStep);
        var d2 = WinogradLines<TVector, TLanes>.InputEnd(from + 2 * lanes, rowStep);
        var d3 = WinogradLines<TVector, TLanes>.InputEnd(from + 3 * lanes, rowStep);
        var d4 = WinogradLines<TVector, TLanes>.InputEnd(from + 4 * lanes, rowStep);
        var d5 = WinogradLines<TVector, TLanes>.InputEnd(from + 5 * lanes, rowStep);
        WinogradLines<TVector, TLanes>.Input((d0, d1, d2), (d3, d4, d5), to, step);
    }

    /// <summary>The rows of a point and its negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void InputPair(float* from, long rowStep, float* to, long step, float point)
    {
        var lanes = TLanes.Count;
        var (d0, e0) = WinogradLines<TVector, TLanes>.InputPair(from, rowStep, point);
        var (d1, e1) = WinogradLines<TVector, TLanes>.InputPair(from + lanes, rowStep, point);
        var (d2, e2) = WinogradLines<TVector, TLanes>.InputPair(from + 2 * lanes, rowStep, point);
        var (d3, e3) = WinogradLines<TVector, TLanes>.InputPair(from + 3 * lanes, rowStep, point);
        var (d4, e4) = WinogradLines<TVector, TLanes>.InputPair(from + 4 * lanes, rowStep, point);
        var (d5, e5) = WinogradLines<TVector, TLanes>.InputPair(from + 5 * lanes, rowStep, point);
        WinogradLines<TVector, TLanes>.Input((d0, d1, d2), (d3, d4, d5), to, step);
        WinogradLines<TVector, TLanes>.Input((e0, e1, e2), (e3, e4, e5), to + WinogradPoints.Side * step, step);
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

    /// <summary>A tile that reaches beyond the outputs that are left.</summary>
    [SkipLocalsInit]
    private static void OutputPart(float* from, in WinogradPoints points, float* to, in Target target, Extent left)
    {
        const int side = WinogradPoints.Outputs;
        float* scratch = stackalloc float[ScratchFloats], tile = stackalloc float[side * side * TLanes.Count];
        var pixels = new Grid(tile, side * TLanes.Count, TLanes.Count);
        OutputTile(from, points, tile, new Target(pixels), scratch);
        for (var row = 0; row < Math.Min(side, left.Rows); row++, to += target.Grid.RowStep)
        {
            for (var column = 0; column < Math.Min(side, left.Columns); column++)
            {
                var pixel = TLanes.Load(pixels.Row(row) + column * TLanes.Count);
                var y = to + column * TLanes.Count;
                TLanes.Store(y, target.Accumulate ? TLanes.Add(pixel, TLanes.Load(y)) : pixel);
            }
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
