namespace AerNas.Pictures;

/// <summary>Which source pixels an output pixel is a mean of along one axis, and with which weights.</summary>
internal readonly struct TriangleWeights
{
    private readonly int[] _first;
    private readonly int[] _start; // of each output pixel's weights; one more at the end
    private readonly float[] _weights;

    /// <summary>The weights of an axis of a length that is made another length.</summary>
    public TriangleWeights(int source, int target)
    {
        var scale = (double)source / target;
        var reach = Math.Max(scale, 1);
        (_first, _start, _weights) = (new int[target], new int[target + 1], new float[target * (2 * (int)Math.Ceiling(reach) + 1)]);
        for (var place = 0; place < target; place++)
        {
            var centre = (place + 0.5) * scale;
            var first = Math.Max(0, (int)(centre - reach + 0.5));
            var weights = _weights.AsSpan(_start[place], Math.Min(source, (int)(centre + reach + 0.5)) - first);
            var total = 0.0;
            for (var k = 0; k < weights.Length; k++) total += Weight(k);
            for (var k = 0; k < weights.Length; k++) weights[k] = (float)(Weight(k) / total);
            (_first[place], _start[place + 1]) = (first, _start[place] + weights.Length);

            double Weight(int k) => Math.Max(0, 1 - Math.Abs((first + k + 0.5 - centre) / reach));
        }
    }

    /// <summary>Output pixels.</summary>
    public int Length => _first.Length;

    /// <summary>The first source pixel of an output pixel.</summary>
    public int First(int place) => _first[place];

    /// <summary>The weights of the source pixels from the first on.</summary>
    public ReadOnlySpan<float> Of(int place) => _weights.AsSpan(_start[place].._start[place + 1]);
}
