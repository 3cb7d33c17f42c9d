using AerNas.Relaxations;

namespace AerNas.Searching;

/// <summary>Looks after every epoch for the signs of a search that goes wrong; the search itself is none the wiser.</summary>
internal sealed class SearchWatch(SearchOptions options, SearchState state, SupernetValidation validation, AlphaCurvature curvature)
{
    /// <summary>The signs after an epoch that the state does not count yet.</summary>
    /// <param name="outcome">What it ended with.</param>
    /// <param name="chosen">What its alphas stand for.</param>
    /// <param name="each">Is called after every batch.</param>
    public SearchSigns Observe(EpochOutcome outcome, ChosenOperations chosen, Action each)
    {
        double? discretized = options.Watch.Discretization ? validation.Accuracy(outcome.Epoch, each, chosen) : null;
        var signs = SearchSigns.Of(state.Alpha, chosen.ToGenotype(), options.Entropy.OperationsIn(state.Alpha.Space)) with
        {
            DiscretizedAccuracy = discretized,
            DiscretizationGap = outcome.ValidationAccuracy - discretized,
            HessianEigenvalue = options.Watch.Eigenvalue ? curvature.After(outcome.Epoch) : null,
        };
        return signs with { Advice = SearchAdvice.For(options, outcome, signs, state.Best) };
    }
}
