namespace AerNas.Data.Pictures;

/// <summary>Pictures to learn from and to test with, decoded.</summary>
/// <param name="Train">To learn from.</param>
/// <param name="Test">To test with; may be empty.</param>
internal sealed record PictureSets(DecodedPictures Train, DecodedPictures Test)
{
    /// <summary>The size they were made where they have none in common and none was asked for; null otherwise.</summary>
    public int? ResizedTo { get; init; }

    /// <summary>Whether every file holds one channel of colour only.</summary>
    public bool AreGrey => Train.AreGrey && Test.AreGrey;

    /// <summary>What is wrong with those that cannot be read, by their names.</summary>
    public ImmutableArray<DatasetFormatException> Problems =>
        [.. Train.Problems.Concat(Test.Problems).OfType<DatasetFormatException>().OrderBy(problem => problem.File, StringComparer.Ordinal)];

    /// <summary>The names of those that cannot be read.</summary>
    public IEnumerable<string> Broken => Train.Broken.Concat(Test.Broken);

    /// <summary>What a person should know about sizes and shapes, one sentence each.</summary>
    /// <param name="framing">How those that are not square were made so.</param>
    public IEnumerable<string> Notes(Framing framing)
    {
        var heads = Train.Heads.Concat(Test.Heads).OfType<DecodedImage>().ToList();
        var oblong = heads.Count(head => head.Width != head.Height);
        if (oblong > 0) yield return $"{oblong} of {heads.Count} pictures {(oblong == 1 ? "is" : "are")} not square; {Told(framing)}.";
        if (ResizedTo is not { } size) yield break;
        var (small, large) = (heads.MinBy(Area)!, heads.MaxBy(Area)!);
        yield return Area(small) == Area(large)
            ? $"The pictures are {small.Width}x{small.Height}; they are made {size}x{size}. --size N takes another size."
            : $"The pictures have sizes from {small.Width}x{small.Height} to {large.Width}x{large.Height}; all are made {size}x{size}. "
            + "--size N takes another size.";
    }

    private static int Area(DecodedImage picture) => picture.Width * picture.Height;

    private static string Told(Framing framing) => framing switch
    {
        Framing.Pad => "white is laid on two of their sides",
        Framing.Centre => "seven eighths of the square in their middle are taken",
        Framing.Stretch => "their longer side is squeezed",
        _ => "the square in their middle is taken (--framing pad or stretch keeps all of them)",
    };
}
