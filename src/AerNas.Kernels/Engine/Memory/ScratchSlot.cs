namespace AerNas.Kernels.Engine;

/// <summary>A piece of scratch memory that holds an image with a border, which is written once.</summary>
/// <param name="Purpose">What lies in it; different purposes do not share memory.</param>
/// <param name="Blocks">Blocks of channels.</param>
/// <param name="Inside">Height and width of the image.</param>
/// <param name="Before">Width of the border above and left.</param>
/// <param name="After">Width of the border below and right.</param>
internal readonly record struct ScratchSlot(ScratchPurpose Purpose, int Blocks, (int Height, int Width) Inside, int Before, int After)
{
    /// <summary>What stands in the border.</summary>
    public float Border { get; init; }

    /// <summary>Floats between its parts.</summary>
    public int Gaps { get; init; }

    /// <summary>Floats, with the border.</summary>
    public long Floats(int lanes) =>
        Gaps + (long)Blocks * (Before + Inside.Height + After) * (Before + Inside.Width + After) * lanes;
}

/// <summary>What scratch memory is for.</summary>
internal enum ScratchPurpose
{
    Input,

    Gradient,

    WinogradInput,

    WinogradGradient,

    WinogradProducts,

    WinogradSums,
}
