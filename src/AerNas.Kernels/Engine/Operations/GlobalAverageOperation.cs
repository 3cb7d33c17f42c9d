namespace AerNas.Kernels.Engine;

/// <summary>The mean over all pixels of each channel. The border of zeros does not change a sum.</summary>
internal sealed unsafe class GlobalAverageOperation : WindowedOperation
{
    private readonly float* _ones;
    private readonly float* _factor; // one over the pixels of a source

    public GlobalAverageOperation(bool rectify, PaddedInput input, FeatureMap output, PlanContext context)
        : base(input, rectify, output, context.Kernels)
    {
        _ones = context.Arena.Take(output.PaddedChannels, 1);
        _factor = context.Arena.Take(1, 1f / input.Sources[0].Map.Pixels);
    }

    public override ScratchNeeds Freeze(PlanContext context) =>
        base.Freeze(context) with { Rows = Kernels.Lanes, Inner = Output.PaddedChannels };

    public override void Forward(Pass pass, int image, Workspace workspace)
    {
        float* padded = Input.Load(image, workspace, Kernels), y = Output.Image(image), sums = workspace.Rows;
        for (var block = 0; block < Output.Blocks; block++, y += Kernels.Lanes)
        {
            new Span<float>(sums, Kernels.Lanes).Clear();
            Kernels.Total(padded + block * Input.BlockStep, Input.Height * Input.Width, sums);
            Kernels.Scale(sums, _factor, y, pixels: 1);
        }
    }

    public override void Backward(Pass pass, int image, Workspace workspace)
    {
        if (!PassesOn()) return;
        var gradient = workspace.Inner; // [blocks of all sources, lanes]
        for (var block = 0; block < Output.Blocks; block++)
        {
            Upstream.Write(Kernels, image, block, (0, 1), gradient + block * Kernels.Lanes);
            Kernels.Scale(gradient + block * Kernels.Lanes, _factor, gradient + block * Kernels.Lanes, pixels: 1);
        }

        foreach (var source in Input.Sources)
        {
            Spread(OpenGradient(source, image), gradient, source.Map);
            gradient += source.Map.PaddedChannels;
        }
    }

    /// <summary>Adds the same gradient to every pixel of an image.</summary>
    private void Spread(float* target, float* gradient, FeatureMap map)
    {
        if (target is null) return;
        Span<ScaledMap> all = [new ScaledMap(target, _ones)];
        for (var block = 0; block < map.Blocks; block++)
        {
            var at = new BlockOffset((long)block * map.BlockStep, block * Kernels.Lanes);
            Kernels.Combine(all, gradient, at, target + block * map.BlockStep, map.Pixels);
        }
    }
}
