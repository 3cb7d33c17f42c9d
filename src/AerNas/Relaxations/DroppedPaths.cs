using AerNas.Runtime;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Relaxations;

/// <summary>
/// Drop path in a supernet at a moment: what an edge adds to its node is dropped image by image, all operations of it together. A pure
/// function of the run's seed, epoch, step, level and place.
/// </summary>
/// <param name="probability">Of being dropped, above 0 and below 1.</param>
/// <param name="context">When and for what.</param>
public sealed class DroppedPaths(double probability, RelaxationContext context)
{
    /// <summary>Of being dropped.</summary>
    internal double Probability => probability;

    /// <summary>1 for an image whose path is kept, 0 for one whose is dropped; owned by the caller's scope. // [N, 1, 1, 1]</summary>
    /// <param name="like">What it will be multiplied with. // [N, C, H, W]</param>
    /// <param name="kind">The kind of the cell.</param>
    /// <param name="place">Which edge of all cells of that kind, in the order they are computed.</param>
    internal Tensor Mask(Tensor like, CellKind kind, int place)
    {
        using var scope = NewDisposeScope();
        var random = context.RandomOf(RandomStream.PathDrops, kind, place);
        var kept = new double[like.shape[0]];
        for (var image = 0; image < kept.Length; image++) kept[image] = random.Uniform() < probability ? 0 : 1;
        return tensor(kept).reshape(-1, 1, 1, 1).to(like.dtype).to(like.device).MoveToOuterDisposeScope();
    }
}
