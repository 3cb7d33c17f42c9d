namespace AerNas.Searching;

/// <summary>Makes the batch of a search small enough for its images.</summary>
internal static class FittingBatch
{
    private const int Least = 2; // batch norm needs two images

    /// <summary>The options with the largest batch a half of the images has, and a sentence on it; null where theirs fits.</summary>
    public static (SearchOptions Options, string? Note) Of(SearchOptions options, int images)
    {
        var all = Math.Min(options.Data.Images ?? images, images);
        var first = (int)Math.Floor(options.Data.TrainPortion * all);
        var most = options.Data.TrainPortion < 1 ? Math.Min(first, all - first) : all;
        var added = options.BatchSizeAt(new StagePlan(options).Epochs - 1) - options.Search.BatchSize;
        if (most < Least || options.Search.BatchSize + added <= most) return (options, null);
        var grows = most - added >= Least;
        var (asked, size) = (options.Search.BatchSize, grows ? most - added : Math.Min(options.Search.BatchSize, most));
        var fitting = options with
        {
            Search = options.Search with { BatchSize = size },
            Own = grows ? options.Own : options.Own?.WithoutAddedImages(),
        };
        var note = (grows, added) switch
        {
            (true, 0) => $"The batch is {size} images in place of {asked}",
            (true, _) => $"The batch is {size} images in place of {asked} and grows by {added}",
            _ => $"The batch is {size} images and does not grow, where {asked} that grow by {added} were asked for",
        };
        return (fitting, $"{note}: {(options.Data.TrainPortion < 1 ? "a half of the images has" : "there are only")} {most}.");
    }
}
