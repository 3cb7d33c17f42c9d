using System.Security.Cryptography;
using System.Text;

namespace AerNas.Data;

/// <summary>Which images train the network weights w and which train alpha. The official searches of the DARTS family cut the training
/// images, unshuffled, in two (official-semantics 45); AutoDL-Projects also has w on all training images and alpha on test images (47),
/// which is made with the constructor.</summary>
internal sealed class SearchSplit
{
    /// <summary>Makes a split of two given subsets.</summary>
    /// <exception cref="ArgumentException">The subsets differ in shape or classes.</exception>
    public SearchSplit(ImageSubset weights, ImageSubset alpha)
    {
        if (weights.Images.Shape != alpha.Images.Shape || weights.Images.Classes != alpha.Images.Classes)
            throw new ArgumentException("Both parts of a split must have images of the same shape and classes.", nameof(alpha));
        Weights = weights;
        Alpha = alpha;
        var text = $"w {string.Join(',', weights.Indices)}\nalpha {string.Join(',', alpha.Indices)}\n";
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
    }

    public ImageSubset Weights { get; }

    /// <summary>The images that train alpha and validate the search.</summary>
    public ImageSubset Alpha { get; }

    /// <summary>SHA-256 of the indices of both parts, in lower-case hexadecimal, for the run record.</summary>
    public string Hash { get; }

    /// <summary>The first images train w, the rest alpha, without shuffling: official for DARTS, P-DARTS and PC-DARTS. Single-level methods
    /// take all for both.</summary>
    /// <param name="images">The training images.</param>
    /// <param name="most">How many of them take part, the first ones; null for all.</param>
    /// <param name="portion">The portion that trains w, above 0, officially 0.5; at 1 all images train w and alpha alike.</param>
    /// <exception cref="ArgumentOutOfRangeException">A part would be empty, or more images are asked for than there are.</exception>
    public static SearchSplit Of(ImageSet images, double portion = 0.5, int? most = null)
    {
        var count = most ?? images.Count;
        if (count < 1 || count > images.Count)
            throw new ArgumentOutOfRangeException(nameof(most), most,
                $"There are {images.Count} training images; some of them, or all, take part.");
        if (portion == 1) return new SearchSplit(Range(0, count), Range(0, count));
        var first = portion is > 0 and < 1 ? (int)Math.Floor(portion * count) : 0;
        if (first == 0 || first == count)
            throw new ArgumentOutOfRangeException(nameof(portion), portion,
                $"Of {count} training images, a portion of {portion} leaves none for one part of the search; 0.5 is usual.");
        return new SearchSplit(Range(0, first), Range(first, count - first));

        ImageSubset Range(int start, int length) => new(images, [.. Enumerable.Range(start, length)]);
    }
}
