namespace AerNas.Kernels.Engine;

/// <summary>Steps that run image by image, one after the other, with nothing of the whole batch in between.</summary>
/// <param name="Steps">In order.</param>
internal sealed record Stage(ImmutableArray<Step> Steps)
{
    /// <summary>Floats of weight gradients that gather in it.</summary>
    public long GroupFloats { get; private set; }

    /// <summary>Floats that a thread holds from image to image of a group.</summary>
    public long HeldFloats { get; private set; }

    public void PlaceWeightGradients()
    {
        foreach (var step in Steps)
        {
            if (step.Learning is not { } operation) continue;
            operation.PartialOffset = GroupFloats;
            GroupFloats += operation.PartialFloats;
            operation.HeldOffset = HeldFloats;
            HeldFloats += operation.HeldFloats;
        }
    }
}
