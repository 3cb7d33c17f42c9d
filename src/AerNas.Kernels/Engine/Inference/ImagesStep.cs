namespace AerNas.Kernels.Engine;

/// <summary>Brings an image into the layout of maps.</summary>
/// <param name="output">The image as a map.</param>
internal sealed unsafe class ImagesStep(ImageMap output) : InferenceStep(output, [])
{
    public override void Run(in InferenceImage image, KernelSet kernels)
    {
        for (var block = 0; block < Output.Blocks; block++)
        {
            var rows = Output.Block(image.Memory, block);
            for (var row = 0; row < Output.Height; row++)
            {
                var to = rows.Row(row);
                new Span<float>(to, Output.Width * kernels.Lanes).Clear();
                for (var lane = 0; lane < Output.BlockChannels[block]; lane++)
                {
                    var from = image.Pixels + ((block * kernels.Lanes + lane) * Output.Height + row) * Output.Width;
                    Strided.Copy(from, 1, to + lane, kernels.Lanes, Output.Width);
                }
            }
        }
    }
}
