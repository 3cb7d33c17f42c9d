// The gradient of a map is complete when all its readers have passed theirs on. If it is normalized, sums over the whole batch follow
// before its operation can run; they read the map, and the operation reads it again: so a stage takes sums of no more than some megabytes
// of maps, which the next stage finds in the last cache. The order is that of the graph, reversed.

namespace AerNas.Kernels.Engine;

/// <summary>Decides what runs in which stage of the backward pass.</summary>
internal sealed class BackwardSchedule
{
    private const int NotYet = int.MaxValue / 2;

    private readonly ImmutableArray<Operation> _operations;
    private readonly PlanContext _context;
    private readonly int[] _complete; // the stage in which the gradient of each map is complete
    private readonly int[] _readers; // of each map with a gradient of its own, those that have not passed theirs on
    private readonly bool[] _done; // operations that ran
    private readonly Dictionary<SumOperation, List<SumTerm>> _waiting;
    private readonly Dictionary<SumTerm, int> _distributed = []; // the stage of each term's sums
    private int _left;

    private BackwardSchedule(ImmutableArray<Operation> operations, PlanContext context)
    {
        (_operations, _context) = (operations, context);
        _complete = [.. operations.Select(_ => NotYet)];
        _readers = new int[operations.Length];
        _done = new bool[operations.Length];
        _waiting = operations.OfType<SumOperation>().ToDictionary(sum => sum, sum => sum.Terms.ToList());
        foreach (var view in operations.SelectMany(operation => operation.Inputs)) _readers[view.Map.Index]++;
        _left = operations.Count(operation => operation is WindowedOperation);
    }

    /// <summary>The stages; the weight gradients of each are placed.</summary>
    public static ImmutableArray<Stage> Of(ImmutableArray<Operation> operations, PlanContext context)
    {
        var schedule = new BackwardSchedule(operations, context);
        var stages = ImmutableArray.CreateBuilder<Stage>();
        while (schedule._left > 0) stages.Add(schedule.Next(stages.Count));
        return stages.ToImmutable();
    }

    private Stage Next(int number)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        var load = new StageLoad(_context);
        for (var i = _operations.Length - 1; i >= 0; i--)
        {
            var operation = _operations[i];
            if (operation.Output.OwnsGradient && _complete[i] == NotYet && _readers[i] == 0)
            {
                _complete[i] = number;
                steps.Add(new CloseStep(operation));
            }

            if (operation is SumOperation sum && _complete[i] <= number) Distribute(sum, number, steps, load);
            if (operation is not WindowedOperation windowed || _done[i] || !IsReady(windowed.Output, number)) continue;
            _done[i] = true;
            _left--;
            steps.Add(new DifferentiateStep(windowed));
            foreach (var view in windowed.Inputs) _readers[view.Map.Index]--;
        }

        var stage = new Stage(steps.ToImmutable());
        stage.PlaceWeightGradients();
        return stage;
    }

    private void Distribute(SumOperation sum, int stage, ImmutableArray<Step>.Builder steps, StageLoad load)
    {
        var (waiting, taken) = (_waiting[sum], new List<SumTerm>());
        foreach (var term in waiting)
        {
            if (!load.TryTake(_operations[term.View.Map.Index])) break;
            taken.Add(term);
            _distributed[term] = stage;
            _readers[term.View.Map.Index]--;
        }

        if (taken.Count == 0) return;
        waiting.RemoveRange(0, taken.Count);
        steps.Add(new DistributeStep(sum, [.. taken]));
    }

    private bool IsReady(FeatureMap map, int stage)
    {
        var wait = map.Views.Exists(view => view.Norm is not null || view.Bias is not null) ? 1 : 0; // for sums over the batch
        if (map.OwnsGradient) return _complete[map.Index] + wait <= stage;
        return map.Terms.TrueForAll(term => _distributed.TryGetValue(term, out var when) && when + wait <= stage);
    }
}
