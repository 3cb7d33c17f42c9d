using AerNas.Data.Batches;
using AerNas.Discretization;
using AerNas.Regularizers;
using AerNas.Searching.Deriving;
using AerNas.Searching.Steps;
using AerNas.Searching.Watching;
using AerNas.Stopping;

namespace AerNas.Searching;

/// <summary>Runs one stage of a search: its losses, its steps, its end-of-epoch checks.</summary>
internal sealed class SearchStage
{
    private readonly SearchOptions _options;
    private readonly SearchState _state;
    private readonly IArchitectureRegularizer _regularizer;
    private readonly IDiscretization _rule;
    private readonly Func<SearchOptions, ArchitectureParameters, IArchitectureSampler>? _proposal;
    private readonly IEdgeDecisions? _decisions;
    private readonly SupernetValidation _validation;
    private readonly AlphaCurvature _curvature;
    private readonly SearchWatch _watch;
    private readonly BilevelStep _step;

    public SearchStage(SearchOptions options, SearchMethod method, SearchData data, SearchState state)
    {
        _options = options;
        _state = state;
        _regularizer = options.Entropy.Create(state.Alpha.Space);
        _rule = Derivation.RuleOf(options);
        _proposal = method.Proposal;
        _decisions = method.Decisions?.Invoke(options);
        var terms = method.TermsWith(_regularizer, options, state.Supernet.CellSizes(data.Images.Size));
        if (state.Own is { } own) terms = new SumOfTerms([terms, .. own.Terms]);
        var losses = new SupernetLosses(state.Supernet, state.Alpha, method.Relaxations(options), terms)
        {
            LabelSmoothing = options.Search.LabelSmoothing,
        };
        Relaxation = losses.Relaxation;
        _validation = new SupernetValidation(losses, data, options);
        _curvature = new AlphaCurvature(state.Supernet, losses, data, options);
        _watch = new SearchWatch(options, state, _validation, losses, _curvature);
        _step = new BilevelStep(losses, state.Optimizers, method.ArchitectureStep(options), options)
        {
            Constraint = method.Constraint?.Invoke(options),
        };
    }

    public IRelaxation Relaxation { get; }

    /// <summary>Makes ready for an epoch, or for what is left of it.</summary>
    /// <returns>The regularizer's coefficient; 0 while alpha rests.</returns>
    public double Begin()
    {
        if (_decisions is not null && _state.Position.Step == 0)
            _state.Alpha.Keep(_decisions.Before(_state.Position.Epoch, _state.Alpha, _state.Course));
        var moment = _options.MomentAt(_state.Position);
        _state.Optimizers.Weights.LearningRate = _options.Weights.LearningRateAt(moment.Search);
        if (_options.Stop?.Adaptation is { } adaptation)
        {
            _state.Optimizers.Weights.WeightDecay = adaptation.DecayAfter(_options.Weights.WeightDecay, _state.Returns);
            _state.Optimizers.Weights.VirtualDecay = adaptation.VirtualDecayAfter(_options.Weights.WeightDecay, _state.Returns);
        }

        _state.Supernet.Training = true;
        return moment.AlphaLearns ? _regularizer.Coefficient(moment.Architecture) : 0;
    }

    /// <summary>Takes a step: w learns, and alpha where it does not rest.</summary>
    public StepMetrics Step(SearchBatch batch, SearchMoment moment) =>
        _step.Apply(batch, moment, moment.AlphaLearns && moment.Position.Step % _options.Alpha.Every == 0).RequireFinite(moment.Position);

    /// <summary>Ends an epoch after its steps: teaches what the method has of its own, validates the supernet, derives what alpha stands
    /// for, and looks for the signs of a search that goes wrong.</summary>
    public (EpochOutcome Outcome, SearchSigns Signs) Conclude(Action eachLesson, Action eachBatch)
    {
        var epoch = _state.Position.Epoch;
        _state.Supernet.Training = false;
        if (_state.Own is { } own) _validation.Teach(own, _curvature, epoch, eachLesson);
        var accuracy = _validation.Accuracy(epoch, eachBatch);
        var entropy = Entropy();
        NonFiniteValueException.ThrowIfNotFinite(entropy, "The architecture entropy", epoch, _state.Position.Step);
        var chosen = _rule.Choose(_state.Alpha);
        var outcome = new EpochOutcome(epoch, chosen.ToGenotype().ToString(), accuracy, entropy);
        return (outcome, _watch.Observe(outcome, chosen, eachBatch));
    }

    /// <summary>Counts the epoch. Its eigenvalue is kept where a stop rule asks: what is only watched leaves no trace.</summary>
    public void Complete(EpochOutcome outcome, SearchSigns signs) =>
        _state.CompleteEpoch(outcome, _watch.IsForAStopRule(outcome.Epoch) ? signs.HessianEigenvalue : null);

    /// <summary>The stop rule's verdict where it ends the search after these epochs; null where it goes on, or back.</summary>
    public StopVerdict? End => _options.Stop?.Adaptation is null ? _watch.Verdict() : null;

    /// <summary>The stop rule's verdict where it sends the search back with stronger decay; null where not, or decay is at its
    /// end.</summary>
    public StopVerdict? Return =>
        _options.Stop?.Adaptation?.AllowsAfter(_options.Weights.WeightDecay, _state.Returns) == true ? _watch.Verdict() : null;

    /// <summary>The epoch whose architecture is the result, or the last with the best of the method's proposals and its front.</summary>
    public (EpochOutcome Chosen, ImmutableArray<FrontMember> Front) Choose(Action each)
    {
        if (_proposal is null && End is { } end) return (_state.Past.Last(trace => trace.Outcome.Epoch == end.Epoch).Outcome, []);
        if (_proposal is null) return ((_options.Search.Select == ArchitectureSelection.BestValidation ? _state.Best : _state.Last)!, []);
        _state.Supernet.Training = false;
        using var strategy = _proposal(_options, _state.Alpha);
        var best = _validation.Best(strategy, each);
        var chosen = _state.Last! with { Genotype = best.Path.ToGenotype().ToString(), ValidationAccuracy = best.Accuracy };
        return (chosen, best.Front);
    }

    /// <summary>What each limit of skip connections leads to, where there is one and the result is that of the last alphas.</summary>
    public ImmutableArray<RestrictedGenotype> Variants(EpochOutcome chosen) =>
        _rule is SkipLimitRule limited && chosen == _state.Last ? limited.Variants(_state.Alpha) : [];

    private double Entropy()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return ArchitectureEntropy.Measure(_state.Alpha, _options.Entropy.OperationsIn(_state.Alpha.Space)).ToNumber();
    }
}
