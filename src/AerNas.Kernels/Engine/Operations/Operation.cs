namespace AerNas.Kernels.Engine;

/// <summary>Computes one feature map, image by image.</summary>
internal abstract class Operation
{
    protected Operation(FeatureMap output, KernelSet kernels) => (Output, Kernels) = (output, kernels);

    public FeatureMap Output { get; }
    public KernelSet Kernels { get; }
    public abstract ViewState[] Inputs { get; }

    public virtual bool HasParameters => false;

    /// <summary>Whether it reads maps only once their statistics are known, be they normalized or not.</summary>
    public virtual bool AwaitsStatistics => false;

    /// <summary>Whether it costs little to compute its map again from what it reads.</summary>
    public virtual bool IsCheap => false;

    /// <summary>Whether its arithmetic takes so long that maps come from memory meanwhile; see <see cref="Lookahead"/>.</summary>
    public virtual bool OutlastsMemory => false;

    /// <summary>Whether it asks the caches itself for what it writes.</summary>
    public virtual bool AsksForTargets => false;

    /// <summary>Floats of its weight gradients in the order of the kernels.</summary>
    public virtual int PartialFloats => 0;

    /// <summary>Where its weight gradients gather among those of its backward stage.</summary>
    public long PartialOffset { get; set; }

    /// <summary>Floats that a thread holds from image to image of a group, until they give a weight gradient together.</summary>
    public virtual int HeldFloats => 0;

    /// <summary>Where they lie among those of its backward stage.</summary>
    public long HeldOffset { get; set; }

    /// <summary>Whether the current pass needs it.</summary>
    public bool Active { get; set; }

    /// <summary>Once a pass, side by side with other operations: brings weights into the order of the kernels.</summary>
    public virtual void Pack(Pass pass, bool differentiable)
    {
    }

    /// <summary>Before the stage that computes it.</summary>
    public virtual void PrepareForward(Pass pass)
    {
    }

    /// <summary>Tells what computing its map reads and writes.</summary>
    public void Foretell(StageMemory memory)
    {
        foreach (var view in Inputs) memory.Add(view.Map);
        if (!AsksForTargets) memory.Add(Output);
    }

    public abstract void Forward(Pass pass, int image, Workspace workspace);
}
