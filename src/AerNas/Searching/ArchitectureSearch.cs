// The one search loop. What differs between methods is in their parts: relaxation, architecture step, regularizer, discretization, and
// the options' order of updates.

using System.Diagnostics;
using AerNas.Discretization;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Regularizers;
using AerNas.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace AerNas.Searching;

/// <summary>Searches an architecture: alternates the two levels epoch by epoch, validates, records, and saves.</summary>
public sealed class ArchitectureSearch : IDisposable
{
    private readonly SearchOptions _options;
    private readonly SearchData _data;
    private readonly SearchState _state;
    private readonly SupernetProblem _problem;
    private readonly BilevelStep _step;
    private readonly IArchitectureRegularizer _regularizer;
    private readonly IDiscretization _discretization;
    private readonly ISearchRecorder _recorder;

    /// <summary>Composes a search; state and recorder stay their owner's.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="data">The batches.</param>
    /// <param name="state">Where it starts: fresh, or read from a checkpoint.</param>
    /// <param name="recorder">Keeps metrics and checkpoints.</param>
    public ArchitectureSearch(SearchOptions options, SearchData data, SearchState state, ISearchRecorder recorder)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(state);
        var method = MethodCatalog.All.Single(m => m.Name == options.Method);
        var space = state.Alpha.Space;
        _options = options;
        _data = data;
        _state = state;
        _recorder = recorder;
        _regularizer = options.Entropy.Create(space);
        _discretization = options.Search.CutOff == CutOffCells.Reconnect
            ? new ConnectedRule(method.Discretization(space))
            : method.Discretization(space);
        _problem = new SupernetProblem(state.Supernet, state.Alpha, method.Relaxation(options), _regularizer);
        _step = new BilevelStep(_problem, state.Optimizers, method.ArchitectureStep(options), options);
    }

    /// <summary>Runs to the end, or until it is cancelled; then a checkpoint has been left.</summary>
    /// <param name="progress">Is told after every step and epoch.</param>
    /// <param name="cancellation">Checked after every step.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the state is saved.</exception>
    /// <exception cref="NonFiniteValueException">A loss or norm is not finite; the last checkpoint is from before it.</exception>
    public SearchResult Run(IProgress<SearchProgress>? progress = null, CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        while (_state.Position.Epoch < _options.Search.Epochs)
        {
            var phase = new EpochProgress(_state.Position.Epoch, _options.Search.Epochs);
            _state.Optimizers.Weights.LearningRate = _options.Weights.LearningRateAt(phase.Epoch, phase.Epochs);
            _state.Supernet.train();
            foreach (var batch in _data.Epoch(phase.Epoch, _state.Position.Step))
            {
                _problem.Use(new(batch.Train.Images, batch.Train.Labels), new(batch.Valid.Images, batch.Valid.Labels), phase);
                _state.CompleteStep(_step.Apply(batch.Train.Count).RequireFinite(_state.Position));
                progress?.Report(Report(phase));
                StopIfAsked(cancellation);
            }

            var outcome = Conclude(phase.Epoch, Validate(phase.Epoch, cancellation));
            _recorder.RecordEpoch(_state, outcome, _regularizer.Coefficient(phase), clock.Elapsed);
            _state.CompleteEpoch(outcome);
            _recorder.Save(_state);
            progress?.Report(Report(phase) with { Finished = outcome });
        }

        return Result(clock.Elapsed);
    }

    /// <inheritdoc/>
    public void Dispose() => _problem.Dispose();

    /// <summary>The supernet's accuracy on the validation half, 0 to 1.</summary>
    private double Validate(int epoch, CancellationToken cancellation)
    {
        _state.Supernet.eval();
        var (hits, images) = (0.0, 0L);
        foreach (var batch in _data.Validation(epoch))
        {
            using var found = _problem.CountHits(new(batch.Images, batch.Labels));
            hits += found.item<long>();
            images += batch.Count;
            StopIfAsked(cancellation);
        }

        return hits / images;
    }

    private EpochOutcome Conclude(int epoch, double accuracy)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var entropy = ArchitectureEntropy.Measure(_state.Alpha, _options.Entropy.OperationsIn(_state.Alpha.Space)).ToDouble();
        NonFiniteValueException.ThrowIfNotFinite(entropy, "The architecture entropy", epoch, _state.Position.Step);
        return new EpochOutcome(epoch, _discretization.Discretize(_state.Alpha).ToString(), accuracy, entropy);
    }

    private void StopIfAsked(CancellationToken cancellation)
    {
        if (!cancellation.IsCancellationRequested) return;
        _recorder.Save(_state);
        throw new OperationCanceledException(cancellation);
    }

    private SearchProgress Report(EpochProgress phase) => new()
    {
        Position = _state.Position,
        StepsPerEpoch = _data.StepsPerEpoch,
        Epochs = phase.Epochs,
        Totals = _state.Totals,
        Lambda = _regularizer.Coefficient(phase),
    };

    private SearchResult Result(TimeSpan elapsed)
    {
        var chosen = (_options.Search.Select == ArchitectureSelection.BestValidation ? _state.Best : _state.Last)!;
        return new SearchResult(
            GenotypeNotation.Parse(chosen.Genotype), chosen.ValidationAccuracy, chosen.EntropyBits, chosen.Epoch, elapsed.TotalSeconds);
    }
}
