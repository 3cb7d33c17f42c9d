namespace AerNas.Kernels.Engine;

/// <summary>Brings the images of the batch into the layout of maps.</summary>
internal sealed unsafe class ImagesOperation(FeatureMap output, KernelSet kernels) : Operation(output, kernels)
{
    public override ViewState[] Inputs { get; } = [];

    public override void Forward(Pass pass, int image, Workspace workspace)
    {
        var lanes = Kernels.Lanes;
        var from = pass.Images + (long)image * Output.Channels * Output.Pixels; // [C, H, W]
        new Span<float>(Output.Image(image), Output.ImageStep).Clear();
        for (var c = 0; c < Output.Channels; c++)
        {
            var to = Output.Image(image) + c / lanes * Output.BlockStep + c % lanes;
            Strided.Copy(from + c * Output.Pixels, 1, to, lanes, Output.Pixels);
        }
    }
}
