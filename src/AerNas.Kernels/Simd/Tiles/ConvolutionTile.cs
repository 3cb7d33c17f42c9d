namespace AerNas.Kernels.Simd;

/// <summary>What the tiles of one convolution share.</summary>
internal readonly unsafe struct ConvolutionTile(
    in TapList taps, in OutputBlocks blocks, (int Input, int Output) steps, in Target target, float* scratch = null)
{
    /// <summary>The first place that an output pixel reads. (The list itself would be copied in pieces, and read in one.)</summary>
    public readonly Tap* FirstTap = taps.First;

    /// <summary>Behind the last.</summary>
    public readonly Tap* EndTap = taps.First + taps.Count;

    /// <summary>The blocks of channels that are computed.</summary>
    public readonly OutputBlocks Blocks = blocks;

    /// <summary>Floats from the input of an output pixel to that of the next.</summary>
    public readonly int InputStep = steps.Input;

    /// <summary>Floats from an output pixel to the next.</summary>
    public readonly int OutputStep = steps.Output;

    /// <summary>What is done to the sums; its grid is that of the whole convolution.</summary>
    public readonly Target Target = target;

    /// <summary>Whether that is to write them.</summary>
    public readonly bool WritesSums = !target.Accumulate && !target.Rectify;

    /// <summary>Room for the sums of a tile that needs all registers; null: none does.</summary>
    public readonly float* Scratch = scratch;
}
