// The one search loop. What differs between methods is in their parts: relaxation, architecture step, regularizer, discretization, and
// the options' order of updates.

using System.Diagnostics;
using AerNas.Discretization;
using AerNas.Genotypes;
using AerNas.Methods;
using AerNas.Regularizers;
using AerNas.Runs;
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
    private readonly IPathProposal? _proposal;
    private readonly SupernetValidation _validation;
    private readonly SearchWatch _watch;
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
        var rule = method.Discretization(space, options);
        _discretization = options.Search.CutOff == CutOffCells.Reconnect ? new ConnectedRule(rule) : rule;
        _problem = new SupernetProblem(state.Supernet, state.Alpha, method.Relaxations(options), method.TermsWith(_regularizer, options));
        _proposal = method.Proposal?.Invoke(options);
        _validation = new SupernetValidation(_problem, data, options);
        _watch = new SearchWatch(options, state, _validation, new AlphaCurvature(state.Supernet, _problem, data, options));
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
            var epoch = _state.Position.Epoch;
            var lambda = LambdaAt(epoch);
            _state.Optimizers.Weights.LearningRate = _options.Weights.LearningRateAt(epoch, _options.Search.Epochs);
            _state.Supernet.train();
            foreach (var batch in _data.Epoch(epoch, _state.Position.Step))
            {
                var moment = _options.MomentAt(_state.Position);
                _problem.Use(new(batch.Train.Images, batch.Train.Labels), new(batch.Valid.Images, batch.Valid.Labels), moment);
                _state.CompleteStep(_step.Apply(batch.Train.Count, moment.AlphaLearns).RequireFinite(_state.Position));
                Pause(progress, lambda, cancellation);
            }

            _state.Supernet.eval();
            if (_state.Controller is { } controller) _validation.Teach(controller, _state.Alpha, epoch, () => Pause(progress, lambda, cancellation));
            var outcome = Conclude(epoch, _validation.Accuracy(epoch, () => StopIfAsked(cancellation)));
            var signs = _watch.Observe(outcome, () => StopIfAsked(cancellation));
            _recorder.RecordEpoch(_state, outcome, signs, lambda, clock.Elapsed);
            _state.CompleteEpoch(outcome);
            _recorder.Save(_state);
            progress?.Report(Report(lambda) with { Finished = outcome, Signs = signs });
        }

        return Result(Choose(cancellation), clock.Elapsed);
    }

    /// <inheritdoc/>
    public void Dispose() => _problem.Dispose();

    private EpochOutcome Conclude(int epoch, double accuracy)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var entropy = ArchitectureEntropy.Measure(_state.Alpha, _options.Entropy.OperationsIn(_state.Alpha.Space)).ToDouble();
        NonFiniteValueException.ThrowIfNotFinite(entropy, "The architecture entropy", epoch, _state.Position.Step);
        return new EpochOutcome(epoch, _discretization.Discretize(_state.Alpha).ToString(), accuracy, entropy);
    }

    private void Pause(IProgress<SearchProgress>? progress, double lambda, CancellationToken cancellation)
    {
        progress?.Report(Report(lambda));
        StopIfAsked(cancellation);
    }

    private void StopIfAsked(CancellationToken cancellation)
    {
        if (!cancellation.IsCancellationRequested) return;
        _recorder.Save(_state);
        throw new OperationCanceledException(cancellation);
    }

    /// <summary>0 while alpha rests.</summary>
    private double LambdaAt(int epoch)
    {
        var moment = _options.MomentAt(new RunPosition(epoch, 0));
        return moment.AlphaLearns ? _regularizer.Coefficient(moment.Architecture) : 0;
    }

    private SearchProgress Report(double lambda) => new()
    {
        Position = _state.Position,
        StepsPerEpoch = _data.StepsPerEpoch,
        Epochs = _options.Search.Epochs,
        Totals = _state.Totals,
        Lambda = lambda,
    };

    /// <summary>The epoch whose architecture is the result, or the last with the best of the method's proposals.</summary>
    private EpochOutcome Choose(CancellationToken cancellation)
    {
        if (_proposal is null) return (_options.Search.Select == ArchitectureSelection.BestValidation ? _state.Best : _state.Last)!;
        _state.Supernet.eval();
        var best = _validation.Best(_proposal.Propose(_state.Alpha, _options.Search.Seed), () => StopIfAsked(cancellation));
        return _state.Last! with { Genotype = best.Path.ToGenotype().ToString(), ValidationAccuracy = best.Accuracy };
    }

    private static SearchResult Result(EpochOutcome chosen, TimeSpan elapsed) => new(
        GenotypeNotation.Parse(chosen.Genotype), chosen.ValidationAccuracy, chosen.EntropyBits, chosen.Epoch, elapsed.TotalSeconds);
}
