namespace AerNas.Tests.Kernels;

/// <summary>A feature map and its gradient in double precision. // [N, C, H, W]</summary>
internal sealed class OracleMap(int images, int channels, int height, int width)
{
    public int Images => images;

    public int Channels => channels;

    public int Height => height;

    public int Width => width;

    public double[] Values { get; } = new double[images * channels * height * width];

    public double[] Gradient { get; } = new double[images * channels * height * width];

    public int At(int image, int channel, int y, int x) => ((image * channels + channel) * height + y) * width + x;

    /// <summary>The places of a channel in all images.</summary>
    public IEnumerable<int> Channel(int channel) =>
        from image in Enumerable.Range(0, images)
        from pixel in Enumerable.Range(0, height * width)
        select (image * channels + channel) * height * width + pixel;
}
