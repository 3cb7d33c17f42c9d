using AerNas.Sizes;

namespace AerNas.Export;

/// <summary>What a model takes in use.</summary>
internal static class ModelMemory
{
    private const double CopiesOfWeights = 3; // themselves, and the file as it is read
    private const double PreparedBatches = 4;

    /// <summary>Estimates a network that is read from a file and classifies batches.</summary>
    /// <param name="genotype">Its architecture.</param>
    /// <param name="skeleton">What surrounds it; nothing in it is taken to be valid.</param>
    /// <param name="batch">Images of a batch.</param>
    public static MemoryNeed Of(Genotype genotype, Skeleton skeleton, int batch)
    {
        var counted = NetworkSketch.Of(genotype, skeleton).Count();
        var image = (double)skeleton.InputChannels * skeleton.ImageSize * skeleton.ImageSize;
        return new MemoryNeed(
            sizeof(float) * counted.Weights * CopiesOfWeights, sizeof(float) * batch * counted.Passing,
                sizeof(float) * PreparedBatches * batch * image)
        {
            File = sizeof(float) * counted.Weights,
        };
    }
}
