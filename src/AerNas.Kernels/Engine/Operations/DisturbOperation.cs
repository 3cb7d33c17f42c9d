// Dropout and noise (see DisturbanceForm). The numbers are drawn image by image where they are used, and once more by the backward pass
// where it needs them: they are never stored. They come in the order [C, H, W], whatever the width of a vector, so that every engine and
// machine sees the same ones.

using System.Numerics.Tensors;
using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>Disturbs a map element by element, or copies it where the pass disturbs nothing.</summary>
internal sealed unsafe class DisturbOperation : WindowedOperation
{
    private readonly int _place;
    private readonly bool _scalesOnly;
    private float _strength; // what added numbers are multiplied by

    public DisturbOperation(DisturbNode node, PaddedInput input, FeatureMap output, PlanContext context)
        : base(input, rectify: false, output, context.Kernels)
    {
        (_place, _scalesOnly) = (node.Place, node.ScalesOnly);
        Source.Map.MeasuresDeviation |= !_scalesOnly;
    }

    public override bool AwaitsStatistics => true;

    private ViewState Source => Input.Sources[0];

    public override ScratchNeeds Freeze(PlanContext context)
    {
        base.Freeze(context);
        return new ScratchNeeds(Rows: 2L * Output.BlockStep, Inner: (long)Output.Channels * Output.Pixels);
    }

    public override void PrepareForward(Pass pass)
    {
        _strength = !_scalesOnly && pass.MeasuresDeviations && Reached(pass) is not null
            ? (float)Source.Map.Moments!.DeviationOf(Source)
            : 1;
    }

    public override void Forward(Pass pass, int image, Workspace workspace)
    {
        float* padded = Input.Load(image, workspace, Kernels), numbers = workspace.Rows;
        var disturbance = Draw(pass, image, workspace);
        var scale = ScaleOf(pass, image);
        for (var block = 0; block < Output.Blocks; block++)
        {
            if (disturbance is not null) Interleave(workspace.Inner, block, numbers);
            for (var row = 0; row < Output.Height; row++)
            {
                var first = row * Output.Width * Kernels.Lanes;
                var x = new ReadOnlySpan<float>(Input.Row(padded, block, row), Output.Width * Kernels.Lanes);
                var y = new Span<float>(Output.Image(image) + block * Output.BlockStep + first, x.Length);
                if (disturbance is null) x.CopyTo(y);
                else if (disturbance.Form == DisturbanceForm.Multiplied)
                    TensorPrimitives.Multiply(x, new ReadOnlySpan<float>(numbers + first, x.Length), y);
                else TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(numbers + first, x.Length), _strength, x, y);
                if (scale != 1) TensorPrimitives.Multiply(y, scale, y);
            }
        }
    }

    public override void Backward(Pass pass, int image, Workspace workspace)
    {
        if (!PassesOn()) return;
        float* target = OpenGradient(Source, image), rows = workspace.Rows, numbers = rows + Output.BlockStep;
        var scale = ScaleOf(pass, image);
        var multiplies = !_scalesOnly && pass.Disturbance?.Form == DisturbanceForm.Multiplied && Draw(pass, image, workspace) is not null;
        for (var block = 0; block < Output.Blocks; block++, target += Output.BlockStep)
        {
            Upstream.Write(Kernels, image, block, (0, Output.Pixels), rows);
            var gradient = new Span<float>(rows, Output.BlockStep);
            if (scale != 1) TensorPrimitives.Multiply(gradient, scale, gradient);
            if (multiplies)
            {
                Interleave(workspace.Inner, block, numbers);
                TensorPrimitives.Multiply(gradient, new ReadOnlySpan<float>(numbers, Output.BlockStep), gradient);
            }

            Strided.Add(rows, 1, target, 1, Output.BlockStep);
        }
    }

    private IDisturbance? Reached(Pass pass) => pass.Disturbance?.Reaches(_place) == true ? pass.Disturbance : null;

    private float ScaleOf(Pass pass, int image) => Reached(pass)?.ScaleOf(_place, image) ?? 1;

    /// <summary>Draws the numbers of an image; null where it is left alone.</summary>
    private IDisturbance? Draw(Pass pass, int image, Workspace workspace)
    {
        var disturbance = _scalesOnly ? null : Reached(pass);
        disturbance?.Fill(_place, image, new Span<float>(workspace.Inner, Output.Channels * Output.Pixels));
        return disturbance;
    }

    /// <summary>The numbers of a block of channels as its map lies: [H, W, lanes]; zeros fill the block up.</summary>
    private void Interleave(float* numbers, int block, float* target)
    {
        var (lanes, channels) = (Kernels.Lanes, Output.BlockChannels[block]);
        if (channels < lanes) new Span<float>(target, Output.BlockStep).Clear();
        for (var lane = 0; lane < channels; lane++)
            Strided.Copy(numbers + (block * lanes + lane) * Output.Pixels, 1, target + lane, lanes, Output.Pixels);
    }
}
