using System.Numerics.Tensors;

namespace AerNas.Kernels.Engine;

/// <summary>A sum over all pixels of the batch for each channel. Images are summed one by one, and then in their order and in double
/// precision, so that the result does not depend on which thread took which.</summary>
internal sealed unsafe class ImageSums : IStageSums
{
    private readonly double[] _image;
    private readonly int _channels;
    private readonly int _lanes;
    private float* _images; // [N, C]

    /// <summary>Makes them; they have no memory yet.</summary>
    public ImageSums(FeatureMap map, PlanContext context)
    {
        (_channels, _lanes) = (map.PaddedChannels, map.Lanes);
        Floats = (long)context.Images * _channels;
        (Totals, _image) = (new double[_channels], new double[_channels]);
    }

    public long Floats { get; }

    /// <summary>The sums of the batch. // [C]</summary>
    public double[] Totals { get; }

    /// <summary>Sums whose images are asked for when other stages have run: their memory is their own.</summary>
    public static ImageSums Kept(FeatureMap map, PlanContext context)
    {
        var sums = new ImageSums(map, context);
        sums.Place(context.Arena.Take(sums.Floats));
        return sums;
    }

    public void Place(float* start) => _images = start;

    /// <summary>Where the sums of an image gather for a block of channels; cleared.</summary>
    public float* Open(int image, int block)
    {
        var start = _images + (long)image * _channels + block * _lanes;
        new Span<float>(start, _lanes).Clear();
        return start;
    }

    /// <summary>Where the sums of an image gather, all blocks of channels; cleared.</summary>
    public float* Open(int image)
    {
        var start = _images + (long)image * _channels;
        new Span<float>(start, _channels).Clear();
        return start;
    }

    /// <summary>Multiplies the sums of an image.</summary>
    public void Scale(int image, float factor)
    {
        var sums = new Span<float>(_images + (long)image * _channels, _channels);
        TensorPrimitives.Multiply(sums, factor, sums);
    }

    /// <summary>Adds the sums of an image, times a factor, to others. // [C]</summary>
    public void AddTo(double[] totals, int image, double factor)
    {
        for (var c = 0; c < _channels; c++) totals[c] += factor * _images[(long)image * _channels + c];
    }

    /// <summary>Adds up the images.</summary>
    public void Complete(int images)
    {
        Array.Clear(Totals);
        for (var image = 0; image < images; image++)
        {
            TensorPrimitives.ConvertChecked(new ReadOnlySpan<float>(_images + (long)image * _channels, _channels), _image);
            TensorPrimitives.Add(Totals, _image, Totals);
        }
    }
}
