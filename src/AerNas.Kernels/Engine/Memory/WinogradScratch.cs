namespace AerNas.Kernels.Engine;

/// <summary>The slots of a workspace that minimal filtering needs.</summary>
internal readonly struct WinogradScratch
{
    /// <param name="context">What the plan is built with.</param>
    /// <param name="inputs">Blocks of channels that are read.</param>
    /// <param name="output">The map that is computed.</param>
    public WinogradScratch(PlanContext context, int inputs, FeatureMap output)
    {
        Gradients = context.SlotOf(WinogradTiles.SlotOf(ScratchPurpose.WinogradGradient, output.Blocks, output));
        Products = context.SlotOf(WinogradTiles.SlotOf(ScratchPurpose.WinogradProducts, Math.Max(inputs, output.Blocks), output));
    }

    /// <summary>The gradient of the output at the points.</summary>
    public int Gradients { get; }

    /// <summary>Products at the points, of outputs or of inputs' gradients.</summary>
    public int Products { get; }
}
