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
    protected PaddedInput Input { get; }

    protected UpstreamGradient Upstream => _upstream!;

    /// <summary>Fixes all layouts, once every operation has said what it needs.</summary>
    public virtual ScratchNeeds Freeze(PlanContext context)
    {
        _upstream = new UpstreamGradient(Output, context.Images, context.Arena);
        return default;
    }

    /// <summary>Marks the gradients that it is the first of a pass to write to.</summary>
    public void ClaimBuffers()
    {
        foreach (var source in Input.Sources)
            if (source.Map.RequiresGradient) BufferOf(source.Map).Claim(this);
    }

    /// <summary>Before its backward stage.</summary>
    public void PrepareBackward(Pass pass) => Upstream.Prepare(pass);

    /// <summary>Tells what its backward stage reads and writes.</summary>
    public void ForetellBackward(Pass pass, StageMemory memory)
    {
        Upstream.Foretell(memory);
        foreach (var source in Input.Sources)
        {
            if (pass.WantsWeights && HasParameters) memory.Add(source.Map);
            if (source.Map.RequiresGradient && !AsksForTargets) memory.Add(BufferOf(source.Map).Data, source.Map.ImageStep);
        }
    }

    /// <summary>Passes an image's gradient on to what it reads, and adds to the weight gradient.</summary>
    public abstract void Backward(Pass pass, int image, Workspace workspace);

    /// <summary>After its backward stage: adds up the weight gradient.</summary>
    public virtual void FinishBackward(Pass pass, StageScratch scratch)
    {
    }

    /// <summary>Where the gradient of a source's image is added; null where it is not asked for.</summary>
    protected float* OpenGradient(ViewState source, int image) =>
        source.Map.RequiresGradient ? BufferOf(source.Map).Open(image, this) : null;

    /// <summary>Adds pixels of its map, the first and how many, to the sums of the image, while they are in the cache.</summary>
    protected void AddMoments(Pass pass, int image, int block, int first, int count)
    {
        if (Output.Moments is not { } moments || !pass.TakesStatistics) return;
        var rows = Output.Image(image) + block * Output.BlockStep + first * Output.Lanes;
        Kernels.Moments(rows, count, first == 0 ? moments.Open(image, block, rows) : moments.At(image, block));
    }

    /// <summary>Whether a gradient goes further back.</summary>
    protected bool PassesOn()
    {
        foreach (var source in Input.Sources)
            if (source.Map.RequiresGradient) return true;

        return false;
    }

    /// <summary>The buffer that the gradient of a source is added to.</summary>
    protected GradientBuffer BufferOf(FeatureMap map) => _rectify ? map.Rectified! : map.Gradient!;
}
