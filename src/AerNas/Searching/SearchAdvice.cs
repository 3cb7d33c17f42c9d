using System.Globalization;
using AerNas.Genotypes;
using AerNas.Runs;
using AerNas.Spaces;

namespace AerNas.Searching;

/// <summary>A failure that shows, and what to do about it in one sentence.</summary>
/// <param name="Failure">What has gone wrong.</param>
/// <param name="Sentence">What shows it and what helps.</param>
public sealed record SearchAdvice(SearchFailure Failure, string Sentence)
{
    private const double CollapsedShare = 0.5; // of the normal cell's edges; published cells hold two skips of eight at most
    private const double UndecidedShare = 0.9; // of the highest entropy that the operations which are left allow
    private const double LargeGap = 0.1; // of accuracy
    private const double PatienceShare = 0.2; // of all epochs; of a stage's where there are several
    private const int LeastPatience = 5; // epochs

    /// <summary>The worst failure that shows after an epoch; null where none does. A pure function of its arguments, so a resumed search says the same.</summary>
    /// <param name="options">Those of the search.</param>
    /// <param name="outcome">What the epoch ended with.</param>
    /// <param name="signs">Its signs.</param>
    /// <param name="best">The best epoch before; null in the first.</param>
    public static SearchAdvice? For(SearchOptions options, EpochOutcome outcome, SearchSigns signs, EpochOutcome? best)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(signs);
        return Collapse(outcome, AlphaLearns(options, outcome))
            ?? Standstill(options, outcome, best)
            ?? (outcome.Epoch + 1 == new StagePlan(options).Epochs ? Undecided(options, outcome, signs) ?? Gap(signs) : null);
    }

    private static bool AlphaLearns(SearchOptions options, EpochOutcome outcome) => options.MomentAt(new RunPosition(outcome.Epoch, 0)).AlphaLearns;

    private static SearchAdvice? Collapse(EpochOutcome outcome, bool learned)
    {
        var cell = GenotypeNotation.Parse(outcome.Genotype)[CellKind.Normal];
        var skips = cell.Edges.Count(edge => edge.Operation == CandidateOperation.SkipConnect);
        return !learned || skips <= CollapsedShare * cell.Edges.Length ? null : new SearchAdvice(SearchFailure.SkipCollapse,
            $"Skip connections hold {skips} of the {cell.Edges.Length} edges of the normal cell, a known collapse: derive from an earlier epoch or with "
            + "fewer skips (aernas derive --run RUN --epoch E --max-skips 2), or search anew with a negative entropy coefficient at the start (--entropy -0.2:0.2).");
    }

    private static SearchAdvice? Standstill(SearchOptions options, EpochOutcome outcome, EpochOutcome? best)
    {
        var patience = Math.Max(LeastPatience, (int)(PatienceShare * options.Search.Epochs));
        return best is null || outcome.ValidationAccuracy > best.ValidationAccuracy || outcome.Epoch - best.Epoch < patience ? null : new SearchAdvice(
            SearchFailure.LearningStopped,
            $"The supernet has not got better for {outcome.Epoch - best.Epoch} epochs (its best is {Percent(best.ValidationAccuracy)} in epoch "
            + $"{best.Epoch + 1}): stop here, or search anew with another weights.learningRate.");
    }

    private static SearchAdvice? Undecided(SearchOptions options, EpochOutcome outcome, SearchSigns signs)
    {
        if (!AlphaLearns(options, outcome) || outcome.EntropyBits <= UndecidedShare * signs.MaximumBits) return null;
        var bits = string.Create(CultureInfo.InvariantCulture, $"{outcome.EntropyBits:0.00} of at most {signs.MaximumBits:0.00} bits");
        return new SearchAdvice(SearchFailure.Undecided,
            $"The alphas are still undecided at the end ({bits}): search more epochs, or raise alpha.learningRate or the last entropy coefficient.");
    }

    private static SearchAdvice? Gap(SearchSigns signs) => signs.DiscretizationGap is not { } gap || gap <= LargeGap ? null : new SearchAdvice(
        SearchFailure.DiscretizationGap,
        $"The derived cell does {Percent(gap)} worse with the supernet's weights than the mixture: raise the last entropy coefficient, which closes the gap.");

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");
}
