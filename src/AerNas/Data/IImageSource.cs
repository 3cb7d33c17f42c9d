namespace AerNas.Data;

/// <summary>Labelled square images that a program has or makes: computed ones, those of a database or of another library. <see
/// cref="ImageSet.From"/> reads them into memory.</summary>
public interface IImageSource
{
    /// <summary>The shape of each image.</summary>
    ImageShape Shape { get; }

    /// <summary>How many images there are, at least 1.</summary>
    int Count { get; }

    /// <summary>Writes an image, and tells its class.</summary>
    /// <param name="index">Which image, from 0; each is asked for once, in order.</param>
    /// <param name="pixels">Where its pixels go, 0 black to 255 white. // [C, H, W]</param>
    /// <returns>The class, from 0.</returns>
    int Read(int index, Span<byte> pixels);
}
