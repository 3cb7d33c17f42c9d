// The one search loop. What differs between methods is in their parts: relaxation, architecture step, regularizer, narrowing,
// discretization, and the options' order of updates. A SearchStage puts them to work.

using AerNas.Methods;
using AerNas.Running;
using AerNas.Runtime;
using AerNas.Stopping;

namespace AerNas.Searching;

/// <summary>Searches an architecture: alternates the two levels epoch by epoch, validates, records, and saves.</summary>
internal sealed class ArchitectureSearch
{
    private readonly SearchOptions _options;
    private readonly SearchMethod _method;
    private readonly StagePlan _plan;
    private readonly SearchData _data;
    private readonly SearchState _state;
    private readonly RunRecorder<SearchCounters> _recorder;
    private SearchStage _stage;

    /// <summary>Composes a search; state and recorder stay their owner's.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="data">The batches.</param>
    /// <param name="state">Where it starts: fresh, or read from a checkpoint.</param>
    /// <param name="recorder">Keeps metrics and checkpoints.</param>
    public ArchitectureSearch(SearchOptions options, SearchData data, SearchState state, RunRecorder<SearchCounters> recorder)
    {
        _options = options;
        _method = MethodCatalog.Of(options);
        _plan = new StagePlan(options);
        _data = data;
        _state = state;
        _recorder = recorder;
        _stage = new SearchStage(options, _method, data, state);
    }

    /// <summary>Runs to the end, or until it is cancelled; then a checkpoint has been left.</summary>
    /// <param name="progress">Is told after every step and epoch.</param>
    /// <param name="cancellation">Checked after every step.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the state is saved.</exception>
    /// <exception cref="NonFiniteValueException">A loss or norm is not finite; the last checkpoint is from before it.</exception>
    public SearchResult Run(IProgress<SearchProgress>? progress = null, CancellationToken cancellation = default)
    {
        while (_state.Position.Epoch < _plan.Epochs)
        {
            if (_stage.End is not null) break; // a search that is taken up may stand at its end
            if (_stage.Return is { } verdict) GoBack(verdict.Epoch);
            EnterStage();
            var lambda = _stage.Begin();
            foreach (var batch in _data.Epoch(_state.Position.Epoch, _state.Position.Step))
            {
                _state.CompleteStep(_stage.Step(batch, _options.MomentAt(_state.Position, _data.StepsPerEpoch)));
                _recorder.RecordStep(_state.Position, _state.Totals.Numbers);
                Pause(progress, lambda, cancellation);
            }

            var (outcome, signs) = _stage.Conclude(() => Pause(progress, lambda, cancellation), () => BetweenSteps(cancellation));
            _recorder.RecordEpoch(SearchRow.Of(_state, _stage.Relaxation, outcome, signs, lambda));
            _stage.Complete(outcome, signs);
            _recorder.Save(_state);
            progress?.Report(Report(lambda) with { Finished = outcome, Signs = signs });
        }

        return Result(_stage.Choose(() => BetweenSteps(cancellation)));
    }

    /// <summary>Goes back to an epoch's end, and on with stronger decay of w and the memory of what was seen since.</summary>
    private void GoBack(int epoch)
    {
        var (returns, past) = (_state.Returns, _state.Past);
        _recorder.GoBack(_state, epoch);
        _state.GoOnFrom(returns + 1, past);
        _recorder.Save(_state);
    }

    /// <summary>Where the epoch to come is the first of a stage, goes on with new parts on the operations that are left.</summary>
    private void EnterStage()
    {
        var stage = _plan.At(_state.Position.Epoch).Stage;
        if (stage == _state.Stage) return;
        _state.Enter(stage, _method.Narrowing!(_options).After(_state.Alpha, stage));
        _stage = new SearchStage(_options, _method, _data, _state);
    }

    private void Pause(IProgress<SearchProgress>? progress, double lambda, CancellationToken cancellation)
    {
        progress?.Report(Report(lambda));
        BetweenSteps(cancellation);
    }

    private void BetweenSteps(CancellationToken cancellation)
    {
        if (!cancellation.IsCancellationRequested) return;
        _recorder.Save(_state);
        throw new OperationCanceledException(cancellation);
    }

    private SearchProgress Report(double lambda) => new()
    {
        Position = _state.Position,
        StepsPerEpoch = _data.StepsPerEpoch,
        Epochs = _plan.Epochs,
        Totals = _state.Totals,
        Lambda = lambda,
        Returns = _state.Returns,
    };

    private SearchResult Result(EpochOutcome chosen) =>
        new(GenotypeNotation.Parse(chosen.Genotype), chosen.ValidationAccuracy, chosen.EntropyBits, chosen.Epoch,
            _recorder.Elapsed.TotalSeconds)
        {
            Stopped = _stage.End?.Reason,
            Variants = _stage.Variants(chosen),
        };
}
