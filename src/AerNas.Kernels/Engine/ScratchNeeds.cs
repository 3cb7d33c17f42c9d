namespace AerNas.Kernels.Engine;

/// <summary>How much scratch memory an operation needs, in floats.</summary>
/// <param name="Padded">The padded input of an image.</param>
/// <param name="Rows">Rows of the gradient of its map.</param>
/// <param name="Inner">Rows between its two convolutions.</param>
/// <param name="PaddedGradient">A padded gradient of an image.</param>
internal readonly record struct ScratchNeeds(long Padded, long Rows, long Inner, long PaddedGradient)
{
    /// <summary>What is enough for both.</summary>
    public ScratchNeeds Or(ScratchNeeds other) => new(
        Math.Max(Padded, other.Padded), Math.Max(Rows, other.Rows), Math.Max(Inner, other.Inner),
        Math.Max(PaddedGradient, other.PaddedGradient));
}
