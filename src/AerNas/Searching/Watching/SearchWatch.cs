using AerNas.Searching.Steps;
using AerNas.Stopping;

namespace AerNas.Searching.Watching;

/// <summary>Looks after every epoch for the signs of a search that goes wrong; the search itself is none the wiser.</summary>
internal sealed class SearchWatch(
    SearchOptions options, SearchState state, SupernetValidation validation, SupernetLosses losses, AlphaCurvature curvature)
{
    private readonly IStopRule? _stop = options.Stop?.RuleFor(options);

    /// <summary>The signs after an epoch that the state does not count yet.</summary>
    public SearchSigns Observe(EpochOutcome outcome, ChosenOperations chosen, Action each)
    {
        double? discretized = options.Watch.Discretization ? validation.Accuracy(outcome.Epoch, each, chosen) : null;
        var signs = SearchSigns.Of(state.Alpha, losses.Relaxation, chosen.ToGenotype(),
            options.Entropy.OperationsIn(state.Alpha.Space)) with
        {
            DiscretizedAccuracy = discretized,
            DiscretizationGap = outcome.ValidationAccuracy - discretized,
            HessianEigenvalue = options.Watch.Eigenvalue || IsForAStopRule(outcome.Epoch) ? curvature.After(outcome.Epoch) : null,
        };
        return signs with { Advice = SearchAdvice.For(options, outcome, signs, state.Best) };
    }

    /// <summary>Whether a stop rule needs the eigenvalue after an epoch.</summary>
    public bool IsForAStopRule(int epoch) => _stop?.NeedsEigenvalue(epoch) == true;

    /// <summary>What the stop rule says of the epochs that the state counts; null where it says nothing, there is none, or no epoch has
    /// ended since the search was sent back.</summary>
    public StopVerdict? Verdict() => state.Course.Count == 0 ? null : _stop?.Judge(state.Past);
}
