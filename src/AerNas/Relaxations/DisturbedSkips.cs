using AerNas.Kernels.Engine;
using AerNas.Runtime;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Relaxations;

/// <summary>A disturbance of skip connections at a moment: a pure function of the run's seed, epoch, step, level, place and image.</summary>
/// <param name="disturbance">What is done.</param>
/// <param name="context">When and for what.</param>
public sealed class DisturbedSkips(ISkipDisturbance disturbance, RelaxationContext context)
{
    /// <summary>How the numbers meet the outputs; null: nothing is done at this moment.</summary>
    internal DisturbanceForm? Form { get; } = disturbance.FormAt(context.Moment);

    /// <summary>Whether a skip connection is disturbed.</summary>
    /// <param name="stride">1, or 2 where a reduction stands for it.</param>
    internal bool Reach(int stride) => Form is not null && (stride == 1 || disturbance.AtStrideTwo);

    /// <summary>The numbers for one image of the output of a skip connection. Threads may ask at once.</summary>
    /// <param name="kind">The kind of its cell.</param>
    /// <param name="place">Which of the disturbed skip connections of all cells of that kind, in the order they are computed.</param>
    /// <param name="image">Which image of the batch.</param>
    /// <param name="numbers">Where they go. // [C, H, W]</param>
    internal void Fill(CellKind kind, int place, int image, Span<float> numbers)
    {
        var seed = context.RandomOf(RandomStream.SkipDisturbance, kind, place);
        disturbance.Fill(numbers, context.Moment, new CounterRandom((long)seed.Next(), RandomStream.SkipDisturbance, image, 0).Next());
    }

    /// <summary>The output of a skip connection, disturbed; owned by the caller's scope. // [N, C, H, W]</summary>
    /// <param name="skip">// [N, C, H, W]</param>
    /// <param name="kind">The kind of its cell.</param>
    /// <param name="place">As for <see cref="Fill"/>.</param>
    internal Tensor Apply(Tensor skip, CellKind kind, int place)
    {
        using var scope = NewDisposeScope();
        var numbers = Numbers(skip.shape, kind, place).to(skip.dtype).to(skip.device); // [N, C, H, W]
        return (Form switch
        {
            DisturbanceForm.Multiplied => skip * numbers,
            DisturbanceForm.Added => skip.Plus(numbers),
            _ => skip.Plus(numbers * skip.detach().std()),
        }).MoveToOuterDisposeScope();
    }

    private Tensor Numbers(long[] shape, CellKind kind, int place)
    {
        var numbers = empty(shape, ScalarType.Float32);
        var length = checked((int)(numbers.numel() / shape[0]));
        for (var image = 0; image < shape[0]; image++) Fill(kind, place, image, numbers.Floats().Slice(image * length, length));
        return numbers;
    }
}
