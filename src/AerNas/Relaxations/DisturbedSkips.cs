using AerNas.Runtime;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Relaxations;

/// <summary>A disturbance of skip connections at a moment: a pure function of the run's seed, epoch, step, level and place.</summary>
/// <param name="disturbance">What is done.</param>
/// <param name="context">When and for what.</param>
public sealed class DisturbedSkips(ISkipDisturbance disturbance, RelaxationContext context)
{
    /// <summary>Whether reductions that stand for skip connections at stride 2 are disturbed as well.</summary>
    internal bool AtStrideTwo => disturbance.AtStrideTwo;

    /// <summary>The output of a skip connection, disturbed; owned by the caller's scope. // [N, C, H, W]</summary>
    /// <param name="skip">// [N, C, H, W]</param>
    /// <param name="kind">The kind of its cell.</param>
    /// <param name="place">Which skip connection of all cells of that kind, in the order they are computed.</param>
    internal Tensor Apply(Tensor skip, CellKind kind, int place)
    {
        var moment = context.RandomOf(RandomStream.SkipDisturbance);
        var seed = new CounterRandom((long)moment.Next(), RandomStream.SkipDisturbance, (long)kind + 2 * (long)context.Level, place);
        return disturbance.Apply(skip, context, (long)(seed.Next() >> 1));
    }
}
