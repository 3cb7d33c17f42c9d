namespace AerNas.Kernels.Engine;

/// <summary>Where weight gradients gather while a stage runs: one copy for each group of images, so that the sum does not depend on which
/// thread took which group.</summary>
/// <param name="start">The first group's copy.</param>
/// <param name="images">Images in the batch.</param>
/// <param name="groups">How many groups they fall into.</param>
/// <param name="groupStep">Floats from a group's copy to the next.</param>
internal readonly unsafe struct StageScratch(float* start, int images, int groups, long groupStep)
{
    public int Images { get; } = images;
    public int Groups { get; } = groups;

    public float* Group(int group) => start + group * groupStep;

    /// <summary>Adds the groups up, in their order, in the place of the first.</summary>
    /// <param name="offset">Where in a copy.</param>
    /// <param name="length">How many floats.</param>
    public float* Total(long offset, int length)
    {
        var total = new Span<float>(start + offset, length);
        for (var group = 1; group < Groups; group++)
            System.Numerics.Tensors.TensorPrimitives.Add(total, new ReadOnlySpan<float>(Group(group) + offset, length), total);
        return start + offset;
    }
}
