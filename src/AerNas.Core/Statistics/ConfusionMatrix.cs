namespace AerNas.Statistics;

/// <summary>What a classifier took the images of each class for.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[,] _counts; // [true class, answered class]

    /// <summary>Begins without an image.</summary>
    public ConfusionMatrix(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        _counts = new long[classes, classes];
    }

    /// <summary>How many classes there are.</summary>
    public int Classes => _counts.GetLength(0);

    /// <summary>How many images of a class were taken for another, or for that itself.</summary>
    public long this[int label, int answer] => _counts[label, answer];

    /// <summary>All images.</summary>
    public long Images => Enumerable.Range(0, Classes).Sum(ImagesOf);

    /// <summary>Images that were taken for what they are.</summary>
    public long Hits => Enumerable.Range(0, Classes).Sum(label => _counts[label, label]);

    /// <summary>The part of the images that was taken for what it is; NaN without images.</summary>
    public double Accuracy => (double)Hits / Images;

    /// <summary>The images of a class.</summary>
    public long ImagesOf(int label) => Enumerable.Range(0, Classes).Sum(answer => _counts[label, answer]);

    /// <summary>The part of a class's images that was taken for it; null where it has none.</summary>
    public double? AccuracyOf(int label) => ImagesOf(label) is var images and > 0 ? (double)_counts[label, label] / images : null;

    /// <summary>Counts images of a class by what they were taken for.</summary>
    public void Count(int label, int answer, int images = 1) => _counts[label, answer] += images;
}
