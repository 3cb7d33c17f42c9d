using AerNas.Data;
using AerNas.Sizes;

namespace AerNas.Training;

/// <summary>What training a derived network from scratch takes.</summary>
internal static class TrainingMemory
{
    private const double CopiesOfWeights = 11; // as of a search
    private const double KeptInCheckpoint = 2; // themselves and velocity
    private const double FusedGradients = 0.3; // maps of gradients for a map of values, as of a search
    private const double PreparedBatches = 4;

    /// <summary>Estimates a training.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="images">The images it learns from.</param>
    public static MemoryNeed Of(TrainingOptions options, ImageSizes images)
    {
        var genotype = GenotypeNotation.Parse(options.Genotype);
        var skeleton = options.Network.SkeletonOf(genotype.Space, images.Classes, images.Shape.Size) with
        {
            InputChannels = images.Shape.Channels,
        };
        var fused = options.Runtime.MayBeFused;
        var counted = NetworkSketch.Of(genotype, skeleton, options.Runtime.Keeping).Count();
        double batch = Math.Min(options.Training.BatchSize, images.Count);
        return new MemoryNeed(
            sizeof(float) * counted.Weights * CopiesOfWeights, sizeof(float) * batch * counted.Kept * (fused ? 1 + FusedGradients : 1),
                sizeof(float) * PreparedBatches * batch * images.PixelsOfImage)
        {
            File = sizeof(float) * counted.Weights * KeptInCheckpoint,
        };
    }
}
