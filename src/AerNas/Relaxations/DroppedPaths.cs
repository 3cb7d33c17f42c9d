using AerNas.Runtime;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Relaxations;

/// <summary>
/// Drop path in a supernet at a moment: what an edge adds to its node is dropped image by image, all operations of it together. A pure
/// function of the run's seed, epoch, step, level and place.
/// </summary>
public sealed class DroppedPaths
{
    private readonly Func<CellKind, int, int, bool[]> _keeps;

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
    internal DroppedPaths(double probability, Func<CellKind, int, int, bool[]> keeps) => (Probability, _keeps) = (probability, keeps);

    /// <summary>Of being dropped.</summary>
    internal double Probability { get; }

    /// <summary>1 for an image whose path is kept, 0 for one whose is dropped; owned by the caller's scope. // [N, 1, 1, 1]</summary>
    /// <param name="like">What it will be multiplied with. // [N, C, H, W]</param>
    /// <param name="kind">The kind of the cell.</param>
    /// <param name="place">Which edge of all cells of that kind, in the order they are computed.</param>
    internal Tensor Mask(Tensor like, CellKind kind, int place)
    {
        using var scope = NewDisposeScope();
        double[] kept = [.. _keeps(kind, place, (int)like.shape[0]).Select(keeps => keeps ? 1.0 : 0)];
        return tensor(kept).reshape(-1, 1, 1, 1).to(like.dtype).to(like.device).MoveToOuterDisposeScope();
    }
}
