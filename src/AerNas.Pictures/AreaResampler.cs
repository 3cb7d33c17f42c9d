namespace AerNas.Pictures;

/// <summary>Resizes uint8 planes to squares so that each output pixel is the average of the source area it covers, fractions of pixels
/// included. Enlarging repeats pixels, mixing two only where an output pixel lies across their border.</summary>
public sealed class AreaResampler
{
    private readonly int _width;
    private readonly int _height;
    private readonly int _size;
    private readonly Axis _rows;
    private readonly Axis _columns;

    /// <summary>Prepares for images of a size.</summary>
    /// <param name="width">Of the source, in pixels.</param>
    /// <param name="height">Of the source, in pixels.</param>
    /// <param name="size">Height and width of the target, in pixels.</param>
    public AreaResampler(int width, int height, int size)
    {
        (_width, _height, _size) = (width, height, size);
        _rows = new Axis(height, size);
        _columns = width == height ? _rows : new Axis(width, size);
    }

    /// <summary>Resizes an image. // [C, H, W] to [C, size, size]</summary>
    public void Resample(ReadOnlySpan<byte> source, Span<byte> target)
    {
        int sourcePlane = _width * _height, targetPlane = _size * _size;
        var rows = new float[_size * _width];
        for (var channel = 0; channel < source.Length / sourcePlane; channel++)
        {
            AverageRows(source.Slice(channel * sourcePlane, sourcePlane), rows);
            AverageColumns(rows, target.Slice(channel * targetPlane, targetPlane));
        }
    }

    private void AverageRows(ReadOnlySpan<byte> plane, Span<float> rows)
    {
        for (var y = 0; y < _size; y++)
        {
            var row = rows.Slice(y * _width, _width);
            var weights = _rows.Weights[y];
            row.Clear();
            for (var k = 0; k < weights.Length; k++)
            {
                var source = plane.Slice((_rows.First[y] + k) * _width, _width);
                for (var x = 0; x < row.Length; x++)
                    row[x] += weights[k] * source[x];
            }
        }
    }

    private void AverageColumns(ReadOnlySpan<float> rows, Span<byte> plane)
    {
        for (var y = 0; y < _size; y++)
        {
            var row = rows.Slice(y * _width, _width);
            for (var x = 0; x < _size; x++)
            {
                var (sum, weights) = (0.5f, _columns.Weights[x]);
                for (var k = 0; k < weights.Length; k++)
                    sum += weights[k] * row[_columns.First[x] + k];
                plane[y * _size + x] = (byte)Math.Min(sum, 255f);
            }
        }
    }

    /// <summary>Which source pixels an output pixel covers along one axis, and how much of each.</summary>
    private sealed class Axis
    {
        public Axis(int sourceLength, int targetLength)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(sourceLength, 1);
            ArgumentOutOfRangeException.ThrowIfLessThan(targetLength, 1);
            First = new int[targetLength];
            Weights = new float[targetLength][];
            for (var target = 0; target < targetLength; target++)
            {
                // Whole-number bounds, in units of 1/targetLength of a source pixel.
                long from = (long)target * sourceLength, to = from + sourceLength;
                First[target] = (int)(from / targetLength);
                var last = (int)((to - 1) / targetLength);
                Weights[target] = [.. Enumerable.Range(First[target], last - First[target] + 1).Select(pixel =>
                    (float)(Math.Min(to, (pixel + 1L) * targetLength) - Math.Max(from, (long)pixel * targetLength)) / sourceLength)];
            }
        }

        /// <summary>The first source pixel of each output pixel.</summary>
        public int[] First { get; }

        /// <summary>The share that each source pixel from the first on has.</summary>
        public float[][] Weights { get; }
    }
}
