// The variance of a map whose mean is far from zero is lost in E[y^2] - mean^2 of float32 sums. So the sums of an image are those of
// d = y - p, where the pivot p is the first pixel of the image in the same channel, and the images are joined in double precision:
//
//   sum y = n p + sum d        sum y^2 = sum d^2 + p (2 sum d + n p)
//
// in which a mean a thousand times the deviation costs six of sixteen digits. Images are joined in their order, so that the result does not
// depend on which thread took which.

using System.Numerics;
using System.Runtime.InteropServices;

namespace AerNas.Kernels.Engine;

/// <summary>The mean and variance of a map over all pixels of the batch.</summary>
internal sealed unsafe class BatchMoments : IStageSums
{
    private readonly FeatureMap _map;
    private readonly int _images;
    private readonly double[] _totals; // [C]
    private readonly double[] _squares; // [C]
    private readonly (double Mean, double Variance)[] _channels; // [C]
    private float* _sums; // [N, 3, C]: pivots, sums, squares

    public BatchMoments(FeatureMap map, PlanContext context)
    {
        (_map, _images) = (map, context.Images);
        (_totals, _squares) = (new double[map.PaddedChannels], new double[map.PaddedChannels]);
        _channels = new (double, double)[map.Channels];
    }

    public long Floats => 3L * _images * _map.PaddedChannels;

    public void Place(float* start) => _sums = start;

    /// <summary>Where the sums of an image gather for a block of channels.</summary>
    public MomentSums At(int image, int block)
    {
        var pivot = _sums + 3L * image * _map.PaddedChannels + block * _map.Lanes;
        return new MomentSums(pivot, pivot + _map.PaddedChannels, pivot + 2 * _map.PaddedChannels);
    }

    /// <summary>As <see cref="At"/>, cleared.</summary>
    /// <param name="image">Which image.</param>
    /// <param name="block">Which channels.</param>
    /// <param name="first">Their first pixel.</param>
    public MomentSums Open(int image, int block, float* first)
    {
        var moments = At(image, block);
        new ReadOnlySpan<float>(first, _map.Lanes).CopyTo(new Span<float>(moments.Pivot, _map.Lanes));
        new Span<float>(moments.Sums, _map.Lanes).Clear();
        new Span<float>(moments.Squares, _map.Lanes).Clear();
        return moments;
    }

    /// <summary>Normalizes the views of the map.</summary>
    public void Complete(Pass pass)
    {
        AddImages();
        var count = (long)_images * _map.Pixels;
        for (var c = 0; c < _map.Channels; c++)
        {
            var mean = _totals[c] / count;
            var variance = Math.Max(0, _squares[c] / count - mean * mean);
            _channels[c] = (mean, variance);
            foreach (var view in _map.Views)
                if (view.Active) view.NormalizeByBatch(pass, c, (mean, variance), count);
        }
    }

    /// <summary>The standard deviation of all elements of a view of the map, their number less one counted.</summary>
    public double DeviationOf(ViewState view)
    {
        double sum = 0, squares = 0; // of a pixel, on average
        for (var c = 0; c < _map.Channels; c++)
        {
            double scale = view.Affine.Scale[c], mean = scale * _channels[c].Mean + view.Affine.Shift[c];
            sum += mean;
            squares += scale * scale * _channels[c].Variance + mean * mean;
        }

        var (average, count) = (sum / _map.Channels, (double)_images * _map.Pixels * _map.Channels);
        return Math.Sqrt(Math.Max(0, squares / _map.Channels - average * average) * count / (count - 1));
    }

    private void AddImages()
    {
        Array.Clear(_totals);
        Array.Clear(_squares);
        for (var image = 0; image < _images; image++) Add(At(image, block: 0));
    }

    /// <summary>Adds the sums of an image. No multiply-add is fused, so that the remainder gives the same bits.</summary>
    private void Add(MomentSums image)
    {
        var (c, lanes) = (0, Vector<double>.Count);
        ref double totals = ref MemoryMarshal.GetArrayDataReference(_totals), squares = ref MemoryMarshal.GetArrayDataReference(_squares);
        for (; Vector.IsHardwareAccelerated && c + 2 * lanes <= _totals.Length; c += 2 * lanes)
        {
            Vector.Widen(Vector.Load(image.Pivot + c), out var p0, out var p1);
            Vector.Widen(Vector.Load(image.Sums + c), out var d0, out var d1);
            Vector.Widen(Vector.Load(image.Squares + c), out var q0, out var q1);
            AddTo(ref totals, ref squares, c, (p0, d0, q0));
            AddTo(ref totals, ref squares, c + lanes, (p1, d1, q1));
        }

        for (; c < _totals.Length; c++)
        {
            double pivot = image.Pivot[c], sum = image.Sums[c], all = _map.Pixels * pivot;
            _totals[c] += all + sum;
            _squares[c] += image.Squares[c] + pivot * (sum + sum + all);
        }
    }

    private void AddTo(
        ref double totals, ref double squares, int channel, (Vector<double> Pivot, Vector<double> Sum, Vector<double> Squares) image)
    {
        var all = image.Pivot * _map.Pixels;
        var total = Vector.LoadUnsafe(ref totals, (nuint)channel) + (all + image.Sum);
        var square = Vector.LoadUnsafe(ref squares, (nuint)channel) + (image.Squares + image.Pivot * (image.Sum + image.Sum + all));
        total.StoreUnsafe(ref totals, (nuint)channel);
        square.StoreUnsafe(ref squares, (nuint)channel);
    }
}
