namespace AerNas.Kernels.Simd;

/// <summary>Floats from the first pixel of a tile of four to the others.</summary>
internal readonly struct StepsOfFour(long second, long third, long fourth)
{
    public readonly long Second = second, Third = third, Fourth = fourth;

    /// <summary>Four pixels of a row.</summary>
    /// <param name="step">Floats from a pixel to the next.</param>
    public static StepsOfFour Row(long step) => new(step, 2 * step, 3 * step);

    /// <summary>Some pixels of a grid: of one row, or of rows of one or two; a row that is not there is the first once more.</summary>
    public static StepsOfFour Over(Grid grid, Extent pixels)
    {
        long row = grid.RowStep, step = grid.PixelStep;
        if (pixels.Rows == 1) return Row(step);
        if (pixels.Columns == 2) return new StepsOfFour(step, row, row + step);
        return new StepsOfFour(row, pixels.Rows > 2 ? 2 * row : 0, pixels.Rows > 3 ? 3 * row : 0);
    }
}
