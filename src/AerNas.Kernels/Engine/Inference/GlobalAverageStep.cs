namespace AerNas.Kernels.Engine;

/// <summary>The mean over all pixels of each channel.</summary>
/// <param name="inputs">Maps of one size, side by side along the channels.</param>
/// <param name="output">Their means, a pixel.</param>
internal sealed unsafe class GlobalAverageStep(ImmutableArray<ImageMap> inputs, ImageMap output) : InferenceStep(output, inputs)
{
    private float* _factor;

    public override void Freeze(InferenceContext context) => _factor = context.Arena.Take(1, 1f / Inputs[0].Pixels);

    public override void Run(in InferenceImage image, KernelSet kernels)
    {
        var mean = image.Memory + Output.FirstPixel(0);
        foreach (var input in Inputs)
        {
            for (var block = 0; block < input.Blocks; block++, mean += Output.BlockStep)
            {
                var grid = input.Block(image.Memory, block);
                new Span<float>(mean, kernels.Lanes).Clear();
                for (var row = 0; row < input.Height; row++) kernels.Total(grid.Row(row), input.Width, mean);
                kernels.Scale(mean, _factor, mean, pixels: 1);
            }
        }
    }
}
