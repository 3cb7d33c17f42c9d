using AerNas.Kernels.Engine;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace AerNas.Relaxations;

/// <summary>A disturbance of skip connections at a moment, by the run's seed, epoch, step, level, place and image alone.</summary>
public sealed class DisturbedSkips
{
    private readonly ISkipDisturbance _disturbance;
    private readonly ISkipDraws _draws;
    private readonly DrawSpread _spread;

    /// <summary>Takes the draws of a moment.</summary>
    public DisturbedSkips(ISkipDisturbance disturbance, RelaxationContext context)
        : this(disturbance, context.Moment, new SeededSkipDraws(disturbance, context))
    {
    }

    internal DisturbedSkips(ISkipDisturbance disturbance, SearchMoment moment, ISkipDraws draws)
    {
        ArgumentNullException.ThrowIfNull(disturbance);
        (_disturbance, _draws, _spread) = (disturbance, draws, disturbance.SpreadAt(moment));
        Form = disturbance.FormAt(moment);
    }

    /// <summary>How the numbers meet the outputs; null: nothing is done at this moment.</summary>
    internal DisturbanceForm? Form { get; }

    /// <summary>Whether a skip connection is disturbed.</summary>
    /// <param name="stride">1, or 2 where a reduction stands for it.</param>
    internal bool Reach(int stride) => Form is not null && (stride == 1 || _disturbance.AtStrideTwo);

    /// <summary>The numbers for one image of the output of a skip connection. Threads may ask at once.</summary>
    /// <param name="kind">The kind of its cell, by its place in the space.</param>
    /// <param name="place">Which of the disturbed skip connections of all cells of that kind, in the order they are computed.</param>
    /// <param name="image">Which image of the batch.</param>
    /// <param name="numbers">Where they go. // [C, H, W]</param>
    internal void Fill(int kind, int place, int image, Span<float> numbers)
    {
        _draws.Fill(kind, place, image, numbers);
        TensorPrimitives.Multiply(numbers, (float)_spread.Scale, numbers);
        TensorPrimitives.Add(numbers, (float)_spread.Shift, numbers);
    }

    /// <summary>What the disturbed output of an image is multiplied by: 0 where dropped, else what makes up for that.</summary>
    internal float ScaleOf(int kind, int place, int image) =>
        _disturbance.Dropped == 0 ? 1 : _draws.Keeps(kind, place, image) ? (float)(1 / (1 - _disturbance.Dropped)) : 0;

    /// <summary>The output of a skip connection, disturbed; owned by the caller's scope. // [N, C, H, W]</summary>
    /// <param name="skip">// [N, C, H, W]</param>
    /// <param name="kind">The kind of its cell, by its place in the space.</param>
    /// <param name="place">As for <see cref="Fill"/>.</param>
    internal Tensor Apply(Tensor skip, int kind, int place)
    {
        using var scope = NewDisposeScope();
        var draws = Draws(skip.shape, kind, place).to(skip.dtype).to(skip.device); // [N, C, H, W]
        var numbers = draws.Times(_spread.Scale).Plus(_spread.Shift);
        var disturbed = Form switch
        {
            DisturbanceForm.Multiplied => skip * numbers,
            DisturbanceForm.Added => skip.Plus(numbers),
            _ => skip.Plus(numbers * skip.detach().std()),
        };
        return (_disturbance.Dropped == 0 ? disturbed : DropPath.Apply(disturbed, Kept(skip, kind, place), _disturbance.Dropped))
            .MoveToOuterDisposeScope();
    }

    private Tensor Draws(long[] shape, int kind, int place)
    {
        var draws = empty(shape, ScalarType.Float32);
        var length = checked((int)(draws.numel() / shape[0]));
        for (var image = 0; image < shape[0]; image++) _draws.Fill(kind, place, image, draws.Floats().Slice(image * length, length));
        return draws;
    }

    /// <summary>1 for an image that is kept, 0 for one that is dropped. // [N, 1, 1, 1]</summary>
    private Tensor Kept(Tensor like, int kind, int place)
    {
        var kept = new double[like.shape[0]];
        for (var image = 0; image < kept.Length; image++) kept[image] = _draws.Keeps(kind, place, image) ? 1 : 0;
        return tensor(kept).reshape(-1, 1, 1, 1).to(like.dtype).to(like.device);
    }
}
