namespace AerNas.Data;

/// <summary>
/// Resizes square uint8 planes so that each output pixel is the average of the source area it covers, fractions of pixels included.
/// Enlarging repeats pixels, mixing two only where an output pixel lies across their border.
/// </summary>
internal sealed class AreaResampler
{
    private readonly int _sourceSize;
    private readonly int _targetSize;
    private readonly int[] _first;
    private readonly float[][] _weights;

    public AreaResampler(int sourceSize, int targetSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sourceSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetSize, 1);
        (_sourceSize, _targetSize) = (sourceSize, targetSize);
        _first = new int[targetSize];
        _weights = new float[targetSize][];
        for (var target = 0; target < targetSize; target++)
        {
            // Whole-number bounds, in units of 1/targetSize of a source pixel.
            long from = (long)target * sourceSize, to = from + sourceSize;
            _first[target] = (int)(from / targetSize);
            var last = (int)((to - 1) / targetSize);
            _weights[target] = [.. Enumerable.Range(_first[target], last - _first[target] + 1).Select(pixel =>
                (float)(Math.Min(to, (pixel + 1L) * targetSize) - Math.Max(from, (long)pixel * targetSize)) / sourceSize)];
        }
    }

    /// <summary>Resizes an image. // [C, H, W] to [C, H', W']</summary>
    public void Resample(ReadOnlySpan<byte> source, Span<byte> target)
    {
        int sourcePlane = _sourceSize * _sourceSize, targetPlane = _targetSize * _targetSize;
        var rows = new float[_targetSize * _sourceSize];
        for (var channel = 0; channel < source.Length / sourcePlane; channel++)
        {
            AverageRows(source.Slice(channel * sourcePlane, sourcePlane), rows);
            AverageColumns(rows, target.Slice(channel * targetPlane, targetPlane));
        }
    }

    private void AverageRows(ReadOnlySpan<byte> plane, Span<float> rows)
    {
        for (var y = 0; y < _targetSize; y++)
        {
            var row = rows.Slice(y * _sourceSize, _sourceSize);
            row.Clear();
            for (var k = 0; k < _weights[y].Length; k++)
            {
                var source = plane.Slice((_first[y] + k) * _sourceSize, _sourceSize);
                for (var x = 0; x < row.Length; x++)
                    row[x] += _weights[y][k] * source[x];
            }
        }
    }

    private void AverageColumns(ReadOnlySpan<float> rows, Span<byte> plane)
    {
        for (var y = 0; y < _targetSize; y++)
        {
            var row = rows.Slice(y * _sourceSize, _sourceSize);
            for (var x = 0; x < _targetSize; x++)
            {
                var sum = 0.5f;
                for (var k = 0; k < _weights[x].Length; k++)
                    sum += _weights[x][k] * row[_first[x] + k];
                plane[y * _targetSize + x] = (byte)Math.Min(sum, 255f);
            }
        }
    }
}
