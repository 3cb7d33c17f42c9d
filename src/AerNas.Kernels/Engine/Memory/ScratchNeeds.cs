namespace AerNas.Kernels.Engine;

/// <summary>How much scratch memory without borders an operation needs, in floats.</summary>
/// <param name="Rows">Rows of the gradient of its map.</param>
/// <param name="Inner">Rows between its two convolutions.</param>
internal readonly record struct ScratchNeeds(long Rows, long Inner)
{
    /// <summary>What is enough for both.</summary>
    public ScratchNeeds Or(ScratchNeeds other) => new(Math.Max(Rows, other.Rows), Math.Max(Inner, other.Inner));
}
