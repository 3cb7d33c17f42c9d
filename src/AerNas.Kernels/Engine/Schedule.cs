// A batch norm needs its statistics before anything can read it, so a pass is a row of stages with the whole batch in between; within a
// stage each image goes through all operations of the stage before the next image is taken. Forward, an operation runs as late as the
// longest way to the logits allows, so that maps are read soon after they were written, while some of them are still in the last cache.
// Backward, a gradient is complete when all readers of the map are done; if the map is normalized, the sums of the whole batch follow.

using System.Collections.Immutable;

namespace AerNas.Kernels.Engine;

/// <summary>Decides in which stage each operation runs.</summary>
internal static class Schedule
{
    /// <summary>The stages of the forward pass.</summary>
    public static ImmutableArray<Stage> Forward(IReadOnlyList<Operation> operations)
    {
        var stages = AssignForward(operations);
        return [.. Enumerable.Range(0, stages).Select(stage => new Stage(
            [.. operations.Where(o => o.ForwardStage == stage).Select(o => new StageStep(o, Closes: false, Runs: true))], GroupFloats: 0))];
    }

    /// <summary>The stages of the backward pass; places the weight gradients of each.</summary>
    public static ImmutableArray<Stage> Backward(IReadOnlyList<Operation> operations)
    {
        var stages = AssignBackward(operations);
        return [.. Enumerable.Range(0, stages).Select(stage =>
        {
            var steps = operations.Reverse()
                .Select(o => new StageStep(o, o.Output.OwnsGradient && o.GradientStage == stage, o.BackwardStage == stage))
                .Where(step => step.Closes || step.Runs).ToImmutableArray();
            var offset = 0L;
            foreach (var step in steps)
            {
                if (!step.Runs) continue;
                step.Operation.PartialOffset = offset;
                offset += step.Operation.PartialFloats;
            }

            return new Stage(steps, offset);
        })];
    }

    private static int AssignForward(IReadOnlyList<Operation> operations)
    {
        var depth = 0;
        foreach (var operation in operations)
        {
            operation.ForwardStage = operation.Inputs.Select(view => operations[view.Map.Index].ForwardStage + Wait(view)).DefaultIfEmpty().Max();
            depth = Math.Max(depth, operation.ForwardStage);
        }

        var latest = Enumerable.Repeat(depth, operations.Count).ToArray();
        for (var i = operations.Count - 1; i >= 0; i--)
        {
            operations[i].ForwardStage = latest[i];
            foreach (var view in operations[i].Inputs) latest[view.Map.Index] = Math.Min(latest[view.Map.Index], latest[i] - Wait(view));
        }

        return depth + 1;
    }

    private static int AssignBackward(IReadOnlyList<Operation> operations)
    {
        foreach (var operation in operations) operation.GradientStage = 0;
        for (var i = operations.Count - 1; i >= 0; i--)
        {
            var operation = operations[i];
            var map = operation.Output;
            var gradient = map.OwnsGradient
                ? operation.GradientStage
                : map.Terms.Select(term => term.Sum.GradientStage).DefaultIfEmpty().Max();
            operation.GradientStage = gradient;
            operation.BackwardStage = operation is SumOperation || !map.Views.Exists(view => view.Norm is not null) ? gradient : gradient + 1;
            foreach (var view in operation.Inputs)
            {
                var source = operations[view.Map.Index];
                source.GradientStage = Math.Max(source.GradientStage, operation.BackwardStage);
            }
        }

        return operations.Max(operation => operation.BackwardStage) + 1;
    }

    private static int Wait(ViewState view) => view.Norm is null ? 0 : 1;
}
