using AerNas.Sizes;

namespace AerNas.Data;

/// <summary>How many images of which shape there are, or will be once they are resized.</summary>
/// <param name="Count">Images to learn from.</param>
/// <param name="Shape">The shape of each.</param>
/// <param name="Classes">How many classes they have.</param>
internal readonly record struct ImageSizes(long Count, ImageShape Shape, int Classes)
{
    public double PixelsOfImage => (double)Shape.Channels * Shape.Size * Shape.Size;

    /// <summary>Those of a set that is in memory.</summary>
    public static ImageSizes Of(ImageSet images) => new(images.Count, images.Shape, images.Classes);

    /// <summary>Demands that there is room for as many bytes as they have pixels.</summary>
    /// <param name="name">What the images are called.</param>
    /// <exception cref="MemoryShortageException">There is not, or a set cannot hold so many.</exception>
    public void RequireRoom(string name)
    {
        const string Remedy = "give a smaller image size, such as 32, or fewer images";
        var bytes = Count * PixelsOfImage;
        var what = $"{name}: {Count} images of {Shape.Size}x{Shape.Size} pixels";
        MemoryNeed.RequireOf(bytes, what, "", Remedy);
        if (bytes > Array.MaxLength)
            throw new MemoryShortageException($"{what} are {MemoryNeed.Text(bytes)}, and a set holds at most "
                + $"{MemoryNeed.Text(Array.MaxLength)}; {Remedy}.", bytes, Array.MaxLength);
    }
}
