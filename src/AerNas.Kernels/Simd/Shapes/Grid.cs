namespace AerNas.Kernels.Simd;

/// <summary>Where the pixels of a channel block lie: (row, column) at <c>Origin + row * RowStep + column * PixelStep</c>.</summary>
/// <param name="origin">Pixel (0, 0).</param>
/// <param name="rowStep">Floats from a row to the next.</param>
/// <param name="pixelStep">Floats from a pixel to the next; the lane count where pixels lie side by side.</param>
internal readonly unsafe struct Grid(float* origin, int rowStep, int pixelStep)
{
    /// <summary>Pixel (0, 0).</summary>
    public float* Origin { get; } = origin;

    /// <summary>Floats from a row to the next.</summary>
    public int RowStep { get; } = rowStep;

    /// <summary>Floats from a pixel to the next.</summary>
    public int PixelStep { get; } = pixelStep;

    /// <summary>Whether rows of so many pixels follow each other without a gap.</summary>
    public bool IsContinuous(int columns) => RowStep == columns * PixelStep;

    public float* Row(int row) => Origin + (long)row * RowStep;

    /// <summary>Its rows from one on.</summary>
    public Grid From(int row) => new(Row(row), RowStep, PixelStep);

    /// <summary>The same steps from elsewhere.</summary>
    public Grid Moved(long floats) => new(Origin + floats, RowStep, PixelStep);
}
