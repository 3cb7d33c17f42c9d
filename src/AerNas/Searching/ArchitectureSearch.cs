// The one search loop. What differs between methods is in their parts: relaxation, architecture step, regularizer, narrowing,
// discretization, and the options' order of updates. A SearchStage puts them to work.

using AerNas.Running;
using AerNas.Stopping;

namespace AerNas.Searching;

/// <summary>Searches an architecture: alternates the two levels epoch by epoch, validates, records, and saves.</summary>
internal sealed class ArchitectureSearch(SearchOptions options, SearchData data, SearchState state, RunRecorder<SearchCounters> recorder)
{
    private readonly SearchMethod _method = MethodCatalog.Of(options);
    private readonly StagePlan _plan = new(options);
    private SearchStage _stage = new(options, MethodCatalog.Of(options), data, state);

    /// <summary>Runs to the end, or until it is cancelled; then a checkpoint has been left.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; the state is saved.</exception>
    /// <exception cref="NonFiniteValueException">A loss or norm is not finite; the last checkpoint is from before it.</exception>
    public SearchResult Run(IProgress<SearchProgress>? progress = null, CancellationToken cancellation = default)
    {
        while (state.Position.Epoch < _plan.Epochs)
        {
            if (_stage.End is not null) break; // a search that is taken up may stand at its end
            if (_stage.Return is { } verdict) GoBack(verdict.Epoch);
            EnterStage();
            var lambda = _stage.Begin();
            foreach (var batch in data.Epoch(state.Position.Epoch, state.Position.Step))
            {
                state.CompleteStep(_stage.Step(batch, options.MomentAt(state.Position, data.StepsPerEpoch)));
                recorder.RecordStep(state.Position, state.Totals.Numbers);
                Pause(progress, lambda, cancellation);
            }

            var (outcome, signs) = _stage.Conclude(() => Pause(progress, lambda, cancellation), () => BetweenSteps(cancellation));
            recorder.RecordEpoch(SearchRow.Of(state, _stage.Relaxation, outcome, signs, lambda));
            _stage.Complete(outcome, signs);
            recorder.Save(state);
            progress?.Report(Report(lambda) with { Finished = outcome, Signs = signs });
        }

        return Result(_stage.Choose(() => BetweenSteps(cancellation)));
    }

    /// <summary>Goes back to an epoch's end, and on with stronger decay of w and the memory of what was seen since.</summary>
    private void GoBack(int epoch)
    {
        var (returns, past) = (state.Returns, state.Past);
        recorder.GoBack(state, epoch);
        state.GoOnFrom(returns + 1, past);
        recorder.Save(state);
    }

    /// <summary>Where the epoch to come is the first of a stage, goes on with new parts on the operations that are left.</summary>
    private void EnterStage()
    {
        var stage = _plan.At(state.Position.Epoch).Stage;
        if (stage == state.Stage) return;
        state.Enter(stage, _method.Narrowing!(options).After(state.Alpha, stage));
        _stage = new SearchStage(options, _method, data, state);
    }

    private void Pause(IProgress<SearchProgress>? progress, double lambda, CancellationToken cancellation)
    {
        progress?.Report(Report(lambda));
        BetweenSteps(cancellation);
    }

    private void BetweenSteps(CancellationToken cancellation)
    {
        if (!cancellation.IsCancellationRequested) return;
        recorder.Save(state);
        throw new OperationCanceledException(cancellation);
    }

    private SearchProgress Report(double lambda) => new()
    {
        Position = state.Position,
        StepsPerEpoch = data.StepsPerEpoch,
        Epochs = _plan.Epochs,
        Totals = state.Totals,
        Lambda = lambda,
        Returns = state.Returns,
    };

    private SearchResult Result((EpochOutcome Chosen, ImmutableArray<FrontMember> Front) end)
    {
        var (chosen, front) = end;
        return new(GenotypeNotation.Parse(chosen.Genotype), chosen.ValidationAccuracy, chosen.EntropyBits, chosen.Epoch,
            recorder.Elapsed.TotalSeconds)
        {
            Stopped = _stage.End?.Reason,
            Variants = _stage.Variants(chosen),
            Front = front,
        };
    }
}
