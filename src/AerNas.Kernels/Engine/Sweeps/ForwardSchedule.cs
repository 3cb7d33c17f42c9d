// A batch norm needs its statistics before anything can read it, so a pass is a row of stages with the whole batch in between; within a
// stage each image goes through all steps before the next image is taken. What a stage computes should still lie in the last cache when a
// later one reads it: so a stage takes on no more than some megabytes of new maps, operations run in the order of the graph, edge by edge,
// and a sum adds each term as soon as it is there; where one map is as much as that, it waits until some are. (Measured on the EPYC named
// in bench/results: summing thirty maps runs at 76 GB/s out of the last cache and at 17 GB/s out of memory.)

namespace AerNas.Kernels.Engine;

/// <summary>Decides what runs in which stage of the forward pass.</summary>
internal sealed class ForwardSchedule
{
    private const int NotYet = int.MaxValue / 2;
    private const int TermsTogether = 9; // where maps have left the cache before a sum reads them, each time of adding costs it a pass

    private readonly ImmutableArray<Operation> _operations;
    private readonly PlanContext _context;
    private readonly int[] _complete; // the stage in which each map is complete
    private readonly Dictionary<SumOperation, List<SumTerm>> _waiting;

    private ForwardSchedule(ImmutableArray<Operation> operations, PlanContext context)
    {
        (_operations, _context) = (operations, context);
        _complete = [.. operations.Select(_ => NotYet)];
        _waiting = operations.OfType<SumOperation>().ToDictionary(sum => sum, sum => sum.Terms.ToList());
    }

    public static ImmutableArray<Stage> Of(ImmutableArray<Operation> operations, PlanContext context)
    {
        var schedule = new ForwardSchedule(operations, context);
        var stages = ImmutableArray.CreateBuilder<Stage>();
        while (schedule._complete.Contains(NotYet)) stages.Add(schedule.Next(stages.Count));
        return stages.ToImmutable();
    }

    private Stage Next(int stage)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        var load = new StageLoad(_context);
        for (var i = 0; i < _operations.Length; i++)
        {
            if (_complete[i] != NotYet) continue;
            if (_operations[i] is SumOperation sum)
            {
                AddTerms(sum, stage, steps);
                continue;
            }

            if (!_operations[i].Inputs.All(view => IsReady(view, stage, _operations[i].AwaitsStatistics))
                || !load.TryTake(_operations[i]))
                continue;
            _complete[i] = stage;
            steps.Add(new ComputeStep(_operations[i]));
        }

        return new Stage(steps.ToImmutable());
    }

    private void AddTerms(SumOperation sum, int stage, ImmutableArray<Step>.Builder steps)
    {
        var waiting = _waiting[sum];
        SumTerm[] ready = [.. waiting.Where(term => IsReady(term.View, stage))];
        var least = StageLoad.Fills(_context.BytesOf(sum.Output)) ? Math.Min(TermsTogether, waiting.Count) : 1;
        if (ready.Length < least) return;
        steps.Add(new AddTermsStep(sum, ready, first: waiting.Count == sum.Terms.Length,
            last: waiting.Count == ready.Length, _context.Arena));
        waiting.RemoveAll(ready.Contains);
        if (waiting.Count == 0) _complete[sum.Output.Index] = stage;
    }

    /// <summary>Statistics are known a stage after their map.</summary>
    private bool IsReady(ViewState view, int stage, bool awaitsStatistics = false) =>
        _complete[view.Map.Index] + (view.Norm is not null || awaitsStatistics ? 1 : 0) <= stage;
}
