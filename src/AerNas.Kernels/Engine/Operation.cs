using AerNas.Kernels.Simd;

namespace AerNas.Kernels.Engine;

/// <summary>
/// Computes one feature map, image by image, forward and backward. Between the images of a stage and the next stage come the parts that
/// look at the whole batch: statistics, coefficients, sums of weight gradients.
/// </summary>
internal abstract unsafe class Operation
{
    protected Operation(FeatureMap output, KernelSet kernels)
    {
        Output = output;
        Kernels = kernels;
    }

    /// <summary>What it computes.</summary>
    public FeatureMap Output { get; }

    /// <summary>What it reads.</summary>
    public abstract ViewState[] Inputs { get; }

    /// <summary>Whether it has parameters of its own.</summary>
    public virtual bool HasParameters => false;

    /// <summary>Floats of its weight gradients in the order of the kernels.</summary>
    public virtual int PartialFloats => 0;

    /// <summary>Where its weight gradients gather among those of its backward stage.</summary>
    public long PartialOffset { get; set; }

    /// <summary>Whether the current pass needs it.</summary>
    public bool Active { get; set; }

    /// <summary>When it runs.</summary>
    public int ForwardStage { get; set; }

    /// <summary>When it runs in the backward pass; a sum distributes its gradient when that is complete.</summary>
    public int BackwardStage { get; set; }

    /// <summary>When the gradient of its map is complete; meaningful where the map has a buffer for it.</summary>
    public int GradientStage { get; set; }

    /// <summary>The kernels.</summary>
    protected KernelSet Kernels { get; }

    /// <summary>Once a pass, in parallel with other operations: brings weights into the order of the kernels.</summary>
    public virtual void Pack(Pass pass, bool differentiable)
    {
    }

    /// <summary>Before its stage.</summary>
    public virtual void PrepareForward(Pass pass)
    {
    }

    /// <summary>Computes an image.</summary>
    public abstract void Forward(Pass pass, int image, Workspace workspace);

    /// <summary>After its stage, in parallel with other operations: the views of its map are normalized.</summary>
    public void FinishForward(Pass pass) => Output.Moments?.Complete(pass);

    /// <summary>Marks which buffers it is the first to write to; called in the order of the backward pass.</summary>
    public virtual void ClaimBuffers(Pass pass)
    {
    }

    /// <summary>Before its backward stage.</summary>
    public virtual void PrepareBackward(Pass pass)
    {
    }

    /// <summary>Passes an image's gradient on to what it reads, and adds to the weight gradient.</summary>
    public virtual void Backward(Pass pass, int image, Workspace workspace)
    {
    }

    /// <summary>After its backward stage, in parallel with other operations.</summary>
    public virtual void FinishBackward(Pass pass, StageScratch scratch)
    {
    }

    /// <summary>
    /// Makes an image's gradient of its map complete: what came through ReLUs is masked and joins the rest, and the sums that the norm
    /// needs are taken while it is in the cache.
    /// </summary>
    public void CloseGradient(Pass pass, int image)
    {
        if (!Output.OwnsGradient || !Output.RequiresGradient) return;
        var view = Output.Views[0];
        float* final = Output.FinalGradient.Image(image), data = Output.Image(image);
        for (var block = 0; block < Output.Blocks; block++, final += Output.BlockStep, data += Output.BlockStep)
        {
            var channels = block * Output.Lanes;
            if (Output.Rectified is { FirstWriter: not null } rectified)
            {
                var through = rectified.Image(image) + block * Output.BlockStep;
                if (Output.Gradient is { FirstWriter: not null }) Kernels.MaskAdd(through, data, view.Affine.From(channels), final, Output.Pixels);
                else Kernels.Mask(through, data, view.Affine.From(channels), final, Output.Pixels);
            }

            if (view.Sums is { } sums) Kernels.Products(final, data, view.Center.From(channels), Output.Pixels, sums.Open(image, block));
        }
    }

    /// <summary>After the stage in which the gradient of its map became complete, in parallel with other operations.</summary>
    public void FinishGradient(int images)
    {
        if (Output.OwnsGradient && Output.RequiresGradient) Output.Views[0].Sums?.Complete(images);
    }

    /// <summary>Makes itself the first writer of a buffer that nobody has claimed.</summary>
    protected void Claim(GradientBuffer? buffer)
    {
        if (buffer is not null) buffer.FirstWriter ??= this;
    }
}
