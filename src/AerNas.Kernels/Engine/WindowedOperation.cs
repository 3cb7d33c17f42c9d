using AerNas.Kernels.Simd;

namespace AerNas.Kernels.Engine;

/// <summary>An operation that moves windows over a padded copy of what it reads.</summary>
internal abstract unsafe class WindowedOperation : Operation
{
    private readonly bool _rectify;
    private UpstreamGradient? _upstream;

    protected WindowedOperation(PaddedInput input, bool rectify, FeatureMap output, KernelSet kernels)
        : base(output, kernels)
    {
        (Input, _rectify, Inputs) = (input, rectify, [.. input.Sources]);
        foreach (var source in input.Sources)
        {
            if (source.Map.Index == 0) continue; // nothing asks for the gradient of the images
            if (rectify) source.Map.Rectified ??= new GradientBuffer(source.Map);
            else source.Map.Gradient ??= new GradientBuffer(source.Map);
        }
    }

    public sealed override ViewState[] Inputs { get; }

    /// <summary>What it reads.</summary>
    protected PaddedInput Input { get; }

    /// <summary>The gradient of its map.</summary>
    protected UpstreamGradient Upstream => _upstream!;

    /// <summary>Fixes all layouts, once every operation has said what it needs.</summary>
    public virtual ScratchNeeds Freeze(PlanContext context)
    {
        Input.Freeze(context);
        _upstream = new UpstreamGradient(Output, context.Images, context.Arena);
        return default;
    }

    public override void ClaimBuffers(Pass pass)
    {
        foreach (var source in Input.Sources)
        {
            if (source.Map.RequiresGradient) Claim(BufferOf(source.Map));
        }
    }

    public override void PrepareBackward(Pass pass) => Upstream.Prepare(pass);

    /// <summary>Where the gradient of a source's image is added; null where it is not asked for.</summary>
    protected float* OpenGradient(ViewState source, int image) =>
        source.Map.RequiresGradient ? BufferOf(source.Map).Open(image, this) : null;

    /// <summary>Adds rows of its map to the sums of the image, while they are in the cache.</summary>
    protected void AddMoments(float* moments, int block, float* rows, int pixels)
    {
        if (moments is null) return;
        var sums = moments + block * Kernels.Lanes;
        Kernels.Moments(rows, pixels, sums, sums + Output.PaddedChannels);
    }

    /// <summary>Whether a gradient goes further back.</summary>
    protected bool PassesOn()
    {
        foreach (var source in Input.Sources)
        {
            if (source.Map.RequiresGradient) return true;
        }

        return false;
    }

    private GradientBuffer BufferOf(FeatureMap map) => _rectify ? map.Rectified! : map.Gradient!;
}
