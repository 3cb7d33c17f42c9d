namespace AerNas.Kernels.Engine;

/// <summary>A map once more in another form: normalized, rectified or with another border; it may be written over itself.</summary>
/// <param name="source">The map.</param>
/// <param name="affine">What is done to each channel.</param>
/// <param name="output">The other form.</param>
/// <param name="rectify">Whether a ReLU comes last.</param>
internal sealed unsafe class CopyStep(ImageMap source, RunningAffine affine, ImageMap output, bool rectify)
    : InferenceStep(output, [source])
{
    public override void Load(float* weights, float* statistics) => affine.Load(weights, statistics);

    public override void Run(in InferenceImage image, KernelSet kernels)
    {
        for (var block = 0; block < Output.Blocks; block++)
        {
            var (from, to, by) = (source.Block(image.Memory, block), Output.Block(image.Memory, block),
                affine.Affine.From(block * kernels.Lanes));
            if (rectify) kernels.Rectify(from, by, to, Output.Size);
            else kernels.Normalize(from, by, to, Output.Size);
        }
    }
}
