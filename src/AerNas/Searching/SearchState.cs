using AerNas.Networks;
using AerNas.Running;
using AerNas.Searching.Steps;
using AerNas.Stopping;

namespace AerNas.Searching;

/// <summary>All that a search changes while it runs: what a checkpoint holds for it to go on in the very same bytes.</summary>
internal sealed class SearchState : IRunState<SearchCounters>, IDisposable
{
    private SearchParts _parts;

    public SearchState(Supernet supernet, ArchitectureParameters alpha, SearchOptimizers optimizers) =>
        _parts = new SearchParts(supernet, alpha, optimizers);

    public Supernet Supernet => _parts.Supernet;

    public ArchitectureParameters Alpha => _parts.Alpha;

    /// <summary>Of both levels.</summary>
    public SearchOptimizers Optimizers => _parts.Optimizers;

    /// <summary>Makes the parts of a stage that looks at some operations; null where there is one stage only.</summary>
    public Func<int, KeptOperations, SearchParts>? PartsOf { get; init; }
    public int Stages { get; init; } = 1;

    /// <summary>The stage that the parts belong to, from 0.</summary>
    public int Stage { get; private set; }

    /// <summary>What the method learns beside w and alpha, owned; null where that is nothing.</summary>
    public IMethodState? Own
    {
        get => _parts.Own;
        init => _parts = _parts with { Own = value };
    }

    public RunPosition Position { get; private set; }
    public EpochTotals Totals { get; private set; }

    /// <summary>The best epoch so far by validation accuracy; null before the first is done.</summary>
    public EpochOutcome? Best { get; private set; }

    /// <summary>The last whole epoch; null before the first is done.</summary>
    public EpochOutcome? Last { get; private set; }
    public int Memory { get; init; }

    /// <summary>The last epochs of the stage as they were gone through, the oldest first, as many as <see cref="Memory"/> at most; where
    /// the search was sent back, those of the way that was given up as well.</summary>
    public IReadOnlyList<EpochTrace> Past { get; private set; } = [];

    /// <summary>How often a stop rule has sent the search back to go on with stronger decay of w.</summary>
    public int Returns { get; private set; }

    public void CompleteStep(StepMetrics step)
    {
        Totals = Totals.Add(step);
        Position = Position with { Step = Position.Step + 1 };
    }

    public void CompleteEpoch(EpochOutcome outcome, double? eigenvalue = null)
    {
        if (Memory > 0) Past = [.. Past.Append(EpochTrace.Of(outcome, Alpha, eigenvalue)).TakeLast(Memory)];
        Last = outcome;
        if (Best is null || outcome.ValidationAccuracy > Best.ValidationAccuracy) Best = outcome;
        Totals = default;
        Own?.CompleteEpoch();
        Position = new RunPosition(Position.Epoch + 1, 0);
    }

    /// <summary>Goes on with new parts, made for a later stage. What was best before is not comparable.</summary>
    public void Enter(int stage, KeptOperations kept)
    {
        if (PartsOf is null) throw new InvalidOperationException("This search has one stage.");
        var parts = PartsOf(stage, kept);
        _parts.Dispose();
        (_parts, Stage, Best, Past) = (parts, stage, null, []);
    }

    /// <summary>Those of <see cref="Past"/> that lead without a gap to the last one: none from a way that was given up.</summary>
    public IReadOnlyList<EpochTrace> Course
    {
        get
        {
            var first = Past.Count - 1;
            while (first > 0 && Past[first - 1].Outcome.Epoch == Past[first].Outcome.Epoch - 1) first--;
            return Past.Count == 0 || Past[^1].Outcome.Epoch != Position.Epoch - 1 ? [] : [.. Past.Skip(first)];
        }
    }

    /// <summary>Goes on from an earlier epoch, whose state this one is by now, with the memory of what was seen since.</summary>
    public void GoOnFrom(int returns, IReadOnlyList<EpochTrace> past) => (Returns, Past) = (returns, past);

    /// <summary>Every tensor of the state by name, on either engine: live; some are views, owned by the caller's scope.</summary>
    public IEnumerable<(string Name, Tensor Value)> Tensors()
    {
        foreach (var (name, value) in Supernet.NamedWeights) yield return ($"weights/{name}", value);
        foreach (var (name, value) in Supernet.NamedStatistics) yield return ($"buffers/{name}", value);
        foreach (var (name, value) in Supernet.ByParameter(Optimizers.Weights.Velocity)) yield return ($"velocity/{name}", value);
        foreach (var named in Alpha.Named) yield return named;
        foreach (var (moment, i) in Optimizers.Alpha.Moments.Select((m, i) => (m, i))) yield return ($"adam/{i}", moment);
        foreach (var (gradient, i) in Optimizers.ArchitectureGradient.Select((g, i) => (g, i))) yield return ($"gradient/{i}", gradient);
        foreach (var named in Own?.Tensors() ?? []) yield return named;
    }

    /// <summary>Every number of the state that is no tensor.</summary>
    public SearchCounters Counters => new(Position, Optimizers.Alpha.Steps, Totals, Best, Last)
    {
        Own = Own?.Counters,
        Stage = Stage,
        Kept = Alpha.Kept.IsAll ? null : Alpha.Kept.ToString(),
        Past = Memory == 0 ? null : Past,
        Returns = Returns,
    };

    /// <summary>Takes up a checkpoint's numbers, with new parts for another stage, whose tensors are still to be read.</summary>
    public void TakeUp(SearchCounters counters)
    {
        var kept = counters.Kept is null ? KeptOperations.All(Alpha.Space) : KeptOperations.Parse(Alpha.Space, counters.Kept);
        if (counters.Stage == Stage) Alpha.Keep(kept);
        else Enter(counters.Stage, kept);
        (Position, Totals, Best, Last) = (counters.Position, counters.Totals, counters.Best, counters.Last);
        (Past, Returns) = (counters.Past ?? [], counters.Returns);
        Optimizers.Alpha.Steps = counters.AlphaSteps;
        Own?.TakeUp(counters.Own!);
    }

    void IRunState<SearchCounters>.Check(SearchCounters counters, OptionRules rules) => counters.Check(rules, this);

    internal CheckpointForm<SearchCounters> Form(string method) =>
        new("aernas-search/1", SearchCountersJson.Default.SearchCounters, ("space", Alpha.Space.Identity), ("method", method));

    public void Dispose() => _parts.Dispose();
}
