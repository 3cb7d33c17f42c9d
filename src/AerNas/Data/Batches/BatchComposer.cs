namespace AerNas.Data.Batches;

/// <summary>Puts images together to batches.</summary>
internal sealed class BatchComposer(ImageTransform transform, ImageSet images, long seed, RandomStream stream)
{
    /// <summary>A batch of the images with these indices.</summary>
    public HostBatch Compose(ReadOnlySpan<int> indices, long epoch)
    {
        var batch = new HostBatch(images.Shape, indices.Length);
        for (var position = 0; position < indices.Length; position++)
        {
            var index = indices[position];
            batch.Labels[position] = images.Labels[index];
            transform.Write(index, epoch, new CounterRandom(seed, stream, epoch, index), batch.Image(position));
        }
        return batch;
    }

    /// <summary>The image indices of a subset in random order.</summary>
    public static int[] Shuffle(ImageSubset subset, CounterRandom random) =>
        [.. random.Permutation(subset.Count).Select(position => subset.Indices[position])];

    /// <summary>The positions of a step's batch among <paramref name="count"/> positions.</summary>
    public static Range Slice(int step, int batchSize, int count) => (step * batchSize)..Math.Min(count, (step + 1) * batchSize);
}
