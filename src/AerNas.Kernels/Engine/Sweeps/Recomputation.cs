// Where memory is short, maps that cost little are not kept for the backward pass: pools, and separable convolutions of few channels, of
// what is kept. They live until the forward pass has read them for the last time, and again from the first stage of the backward pass that
// reads them to the last; in between others have their memory. What is computed again has the same bits, so nothing else changes.

using AerNas.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>Decides which maps are computed again.</summary>
internal static class Recomputation
{
    private const int CheapElement = 48; // multiply-adds: 3x3 taps up to 39 channels, 5x5 up to 23

    /// <summary>Whether few multiply-adds make an element of what a separable convolution gives: taps, and channels read.</summary>
    public static bool IsCheap(Window window, int channels) => window.Height * window.Width + channels <= CheapElement;

    /// <summary>Marks maps that are computed again.</summary>
    /// <param name="operations">All operations, in the order of the graph.</param>
    /// <param name="backward">The stages of the backward pass, in which all maps are kept.</param>
    /// <returns>The stages, with the steps that compute them again.</returns>
    public static ImmutableArray<Stage> Of(ImmutableArray<Operation> operations, ImmutableArray<Stage> backward)
    {
        foreach (var operation in operations)
        {
            operation.Output.IsRecomputed = operation.IsCheap && operation.Inputs.All(view => !view.Map.IsRecomputed);
            if (operation.Output.IsRecomputed) backward = With(new RecomputeStep(operation), operation.Output, backward);
        }

        return backward;
    }

    /// <summary>Puts a step before the first that reads a map.</summary>
    private static ImmutableArray<Stage> With(RecomputeStep step, FeatureMap map, ImmutableArray<Stage> backward)
    {
        for (var stage = 0; stage < backward.Length; stage++)
        {
            var (steps, place) = (backward[stage].Steps, 0);
            while (place < steps.Length && !steps[place].Maps.Contains(map)) place++;
            if (place < steps.Length) return backward.SetItem(stage, backward[stage] with { Steps = steps.Insert(place, step) });
        }

        return backward;
    }
}
