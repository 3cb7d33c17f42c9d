using AerNas.Genotypes;
using AerNas.Training;

namespace AerNas.Sizes;

/// <summary>What a derived network takes: trained from scratch, or used.</summary>
internal static class TrainingMemory
{
    private const double CopiesOfWeights = 11; // as of a search
    private const double KeptInCheckpoint = 2; // themselves and velocity
    private const double CopiesInUse = 3; // themselves, and the file as it is read
    private const double PreparedBatches = 4;

    /// <summary>Estimates a training.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="images">The images it learns from.</param>
    public static MemoryNeed Of(TrainingOptions options, ImageSizes images)
    {
        var genotype = GenotypeNotation.Parse(options.Genotype);
        var skeleton = options.Network.SkeletonOf(genotype.Family, images.Classes, images.Shape.Size) with { InputChannels = images.Shape.Channels };
        var counted = NetworkSketch.Of(genotype, skeleton).Count();
        double batch = Math.Min(options.Training.BatchSize, images.Count);
        return new MemoryNeed(
            sizeof(float) * counted.Weights * CopiesOfWeights, sizeof(float) * batch * counted.Kept, sizeof(float) * PreparedBatches * batch * images.PixelsOfImage)
        {
            File = sizeof(float) * counted.Weights * KeptInCheckpoint,
        };
    }

    /// <summary>Estimates a network that is read from a file and classifies batches.</summary>
    /// <param name="genotype">Its architecture.</param>
    /// <param name="skeleton">What surrounds it; nothing in it is taken to be valid.</param>
    /// <param name="batch">Images of a batch.</param>
    public static MemoryNeed InUse(Genotype genotype, Skeleton skeleton, int batch)
    {
        var counted = NetworkSketch.Of(genotype, skeleton).Count();
        var image = (double)skeleton.InputChannels * skeleton.ImageSize * skeleton.ImageSize;
        return new MemoryNeed(
            sizeof(float) * counted.Weights * CopiesInUse, sizeof(float) * batch * counted.Passing, sizeof(float) * PreparedBatches * batch * image)
        {
            File = sizeof(float) * counted.Weights,
        };
    }
}
