namespace AerNas.Kernels.Engine;

/// <summary>A part of the computation of one image: it writes one map from others.</summary>
/// <param name="output">What it writes.</param>
/// <param name="inputs">What it reads.</param>
internal abstract unsafe class InferenceStep(ImageMap output, ImmutableArray<ImageMap> inputs)
{
    /// <summary>What it writes.</summary>
    public ImageMap Output { get; } = output;

    /// <summary>What it reads.</summary>
    public ImmutableArray<ImageMap> Inputs { get; } = inputs;

    /// <summary>Floats of scratch memory it needs.</summary>
    public virtual int InnerFloats => 0;

    /// <summary>Settles where it reads, once all maps have their places.</summary>
    public virtual void Freeze(InferenceContext context)
    {
    }

    /// <summary>Takes over weights and running statistics.</summary>
    public virtual void Load(float* weights, float* statistics)
    {
    }

    /// <summary>Computes an image.</summary>
    public abstract void Run(in InferenceImage image, KernelSet kernels);
}

/// <summary>What steps are built with.</summary>
/// <param name="Kernels">The kernels.</param>
/// <param name="Arena">Where arrays that live as long as the plan come from.</param>
internal sealed record InferenceContext(KernelSet Kernels, ChannelArena Arena);
