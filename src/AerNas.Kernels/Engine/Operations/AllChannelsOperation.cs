using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>A convolution over all channels, however its products are summed.</summary>
internal abstract unsafe class AllChannelsOperation : WindowedOperation
{
    protected AllChannelsOperation(ConvolutionNode node, PaddedInput input, FeatureMap output, PlanContext context)
        : base(input, node.Rectify, output, context.Kernels)
    {
        var source = input.Sources[0].Map;
        Read = new DenseInput([.. input.Sources.Select(view => view.Map)], (source.Height, source.Width));
        Dense = new DenseLayer(node, Read, output);
        foreach (var window in Dense.Geometries)
        {
            foreach (var view in input.Sources) view.Pad(window.Before, window.After);
        }
    }

    public sealed override bool HasParameters => true;

    public sealed override int PartialFloats => Dense.PackedFloats;

    /// <summary>The channels it reads.</summary>
    protected DenseInput Read { get; }

    /// <summary>Its weights in the order of the kernels.</summary>
    protected DenseLayer Dense { get; }

    /// <summary>How many pixels beyond its map, below and right, it computes too.</summary>
    protected virtual int Beyond => 0;

    /// <summary>How an image's gradient lies while it is worked on.</summary>
    protected PaddedGradient Gradient { get; private set; } = null!;

    public override ScratchNeeds Freeze(PlanContext context)
    {
        Gradient = new PaddedGradient(Dense.Geometries, Output.Blocks, Beyond, context);
        return base.Freeze(context);
    }

    public sealed override void Backward(Pass pass, int image, Workspace workspace)
    {
        var passesOn = PassesOn();
        if (!passesOn && !pass.WantsWeights) return;
        var gradient = workspace.Slot(Gradient.Slot);
        Gradient.Write(Upstream, Kernels, image, gradient);
        if (pass.WantsWeights) AddWeightGradient(image, gradient, workspace);
        if (passesOn) PassOn(image, gradient, workspace);
    }

    public sealed override void FinishBackward(Pass pass, StageScratch scratch)
    {
        if (pass.WantsWeights) Dense.Unpack(scratch.Total(PartialOffset, PartialFloats), pass.WeightGradient);
    }

    /// <summary>Adds what an image's gradient, which lies as <see cref="Gradient"/> tells, gives the weights to the partial sums.</summary>
    protected abstract void AddWeightGradient(int image, float* gradient, Workspace workspace);

    /// <summary>Passes an image's gradient on to what it reads.</summary>
    protected abstract void PassOn(int image, float* gradient, Workspace workspace);
}
