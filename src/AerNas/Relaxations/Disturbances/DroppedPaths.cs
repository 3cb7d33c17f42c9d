namespace AerNas.Relaxations;

/// <summary>Drop path in a supernet at a moment: what an edge adds to its node is dropped image by image, all operations of it together. A
/// pure function of the run's seed, epoch, step, level and place.</summary>
public sealed class DroppedPaths
{
    private readonly double _probability;
    private readonly Func<int, int, int, bool[]> _keeps;

    /// <summary>Drops at random.</summary>
    /// <param name="probability">Of being dropped, above 0 and below 1.</param>
    /// <param name="context">When and for what.</param>
    public DroppedPaths(double probability, RelaxationContext context)
        : this(probability, (kind, place, images) =>
        {
            var random = context.RandomOf(RandomStream.PathDrops, kind, place);
            var kept = new bool[images];
            for (var image = 0; image < images; image++) kept[image] = random.Uniform() >= probability;
            return kept;
        })
    {
    }

    /// <summary>Drops as told.</summary>
    /// <param name="probability">Of being dropped: by what it leaves, what is kept is divided.</param>
    /// <param name="keeps">By the kind of cell, the place and the number of images: whether the path is kept for each image.</param>
    internal DroppedPaths(double probability, Func<int, int, int, bool[]> keeps) => (_probability, _keeps) = (probability, keeps);

    /// <summary>Which images of which paths of a supernet it keeps.</summary>
    /// <param name="kinds">The kind of the cell of each path, by its place in the space, in the order they are computed.</param>
    internal PathDrops At(ImmutableArray<int> kinds)
    {
        var counts = new Dictionary<int, int>();
        int[] numbers = [.. kinds.Select(kind => counts[kind] = counts.GetValueOrDefault(kind, -1) + 1)]; // of each among those of its kind
        return new PathDrops(_probability, (place, images) => _keeps(kinds[place], numbers[place], images));
    }
}
