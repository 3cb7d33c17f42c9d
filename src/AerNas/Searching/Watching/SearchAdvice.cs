using System.Globalization;
using AerNas.Stopping;

namespace AerNas.Searching.Watching;

/// <summary>A failure that shows, and what to do about it in one sentence. It proposes nothing that the search already does.</summary>
/// <param name="Failure">What has gone wrong.</param>
/// <param name="Sentence">What shows it and what helps; commands in it begin with <c>aernas</c> and name the run <c>RUN</c>.</param>
public sealed record SearchAdvice(SearchFailure Failure, string Sentence)
{
    private const double CollapsedShare = 0.5; // of the edges of cells that keep the size
    private const int PublishedSkips = 2; // at most, of eight edges
    // of the best candidate's share over the second's; below it chance decides, and nothing has collapsed
    private const double DecidedGap = 0.01;
    // what a regularizer that decides has to reach before an order among candidates outlasts the next epochs
    private const double MajorityGap = 0.5;
    private const double LearnedAccuracy = 0.98; // above it there is hardly anything left to learn
    private const double UndecidedShare = 0.9; // of the highest entropy that the operations which are left allow
    private const double LargeGap = 0.1; // of accuracy
    private const double PatienceShare = 0.2; // of all epochs; of a stage's where there are several
    private const int LeastPatience = 5; // epochs

    /// <summary>The worst failure that shows after an epoch; null where none does. Pure, so a resumed search says the same.</summary>
    /// <param name="options">Those of the search.</param>
    /// <param name="outcome">What the epoch ended with.</param>
    /// <param name="signs">Its signs.</param>
    /// <param name="best">The best epoch before; null in the first.</param>
    public static SearchAdvice? For(SearchOptions options, EpochOutcome outcome, SearchSigns signs, EpochOutcome? best)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(signs);
        var isLast = outcome.Epoch + 1 == new StagePlan(options).Epochs;
        return Collapse(options, outcome, signs, isLast)
            ?? Standstill(options, outcome, signs, best)
            ?? (isLast ? Undecided(options, outcome, signs) ?? Gap(options, signs) : null);
    }

    /// <summary>The sentence with commands that can be copied.</summary>
    /// <param name="program">How AerNas is called here.</param>
    /// <param name="run">The folder of the run, as a shell takes it.</param>
    public string For(string program, string run) => Sentence
        .Replace("aernas ", $"{program} ", StringComparison.Ordinal).Replace(" RUN ", $" {run} ", StringComparison.Ordinal);

    private static bool AlphaLearns(SearchOptions options, EpochOutcome outcome) =>
        options.MomentAt(new RunPosition(outcome.Epoch, 0)).AlphaLearns;

    private static bool IsUndecided(SearchOptions options, EpochOutcome outcome, SearchSigns signs) =>
        AlphaLearns(options, outcome) && outcome.EntropyBits > UndecidedShare * signs.MaximumBits;

    private static SearchAdvice? Collapse(SearchOptions options, EpochOutcome outcome, SearchSigns signs, bool isLast)
    {
        var genotype = GenotypeNotation.Parse(outcome.Genotype);
        GenotypeEdge[] edges = [.. genotype.EdgesKeepingSize];
        var skips = edges.Count(edge => edge.Operation == CandidateOperation.SkipConnect);
        var least = Decides(options.Entropy) && !isLast ? MajorityGap : DecidedGap;
        if (!AlphaLearns(options, outcome) || skips <= CollapsedShare * edges.Length || signs.ChoiceGap < least) return null;
        var earlier = outcome.Epoch switch
        {
            0 => "",
            1 => " (or of an earlier epoch, --epoch 1)",
            _ => $" (or of an earlier epoch, --epoch 1 to {outcome.Epoch})",
        };
        var most = Math.Min(PublishedSkips, skips - 1);
        var derive = options.SkipLimit?.Most <= most ? "" : $"derive with fewer skips, aernas derive RUN --max-skips {most}{earlier}, or ";
        return new SearchAdvice(SearchFailure.SkipCollapse,
            $"Skip connections hold {skips} of the {edges.Length} edges of {genotype.CellsKeepingSize}, a known collapse: {derive}"
            + $"search anew with {StrongerStart(options.Entropy)}.");
    }

    private static SearchAdvice? Standstill(SearchOptions options, EpochOutcome outcome, SearchSigns signs, EpochOutcome? best)
    {
        var patience = Math.Max(LeastPatience, (int)(PatienceShare * options.Search.Epochs));
        if (best is null || best.ValidationAccuracy >= LearnedAccuracy) return null;
        if (outcome.ValidationAccuracy > best.ValidationAccuracy || outcome.Epoch - best.Epoch < patience) return null;
        var canStop = outcome.Epoch + 1 < new StagePlan(options).Epochs && !IsUndecided(options, outcome, signs);
        var stop = canStop ? "stop here, or " : "";
        return new SearchAdvice(SearchFailure.LearningStopped,
            $"The supernet has not got better for {outcome.Epoch - best.Epoch} epochs (its best is "
            + $"{Percent(best.ValidationAccuracy)} in epoch {best.Epoch + 1}): {stop}search anew with another learning rate than "
            + $"{Number(options.Weights.LearningRate)}, such as --set weights.learningRate={Number(options.Weights.LearningRate / 2)}.");
    }

    private static SearchAdvice? Undecided(SearchOptions options, EpochOutcome outcome, SearchSigns signs)
    {
        if (!IsUndecided(options, outcome, signs)) return null;
        var bits = string.Create(CultureInfo.InvariantCulture, $"{outcome.EntropyBits:0.00} of at most {signs.MaximumBits:0.00} bits");
        var (done, more) = (options.Search.Epochs, 2 * options.Search.Epochs);
        var canGoOn = options.Stop is null && SearchStretch.ProblemsOf(options, new RunStretch(done, more)).Count == 0;
        var further = canGoOn ? $"go on, aernas search --resume RUN --epochs {more}, or " : "";
        return new SearchAdvice(SearchFailure.Undecided,
            $"The alphas are still undecided at the end ({bits}): {further}search anew with a higher learning rate of alpha, "
            + $"--set alpha.learningRate={Number(2 * options.Alpha.LearningRate)}, or {StrongerEnd(options.Entropy)}.");
    }

    private static SearchAdvice? Gap(SearchOptions options, SearchSigns signs) =>
        signs.DiscretizationGap is not { } gap || gap <= LargeGap ? null : new SearchAdvice(
        SearchFailure.DiscretizationGap,
        $"The derived cell does {Percent(gap)} worse with the supernet's weights than the mixture: search anew with "
        + $"{StrongerEnd(options.Entropy)}, which closes the gap.");

    /// <summary>Whether the regularizer closes the choices in the end; until then an edge's best candidate may change soon.</summary>
    private static bool Decides(EntropyOptions entropy) => entropy.Schedule switch
    {
        EntropySchedule.Cosine => entropy.Positive > 0,
        EntropySchedule.Constant => entropy.Negative > 0,
        _ => false,
    };

    /// <summary>A regularizer that keeps choices open longer than the one there is.</summary>
    private static string StrongerStart(EntropyOptions entropy) => entropy.Schedule switch
    {
        EntropySchedule.Cosine when entropy.Negative < 0 =>
            $"a more negative entropy coefficient at the start than {Number(entropy.Negative)}, --entropy "
            + $"{Number(2 * entropy.Negative)}:{Number(entropy.Positive)}",
        EntropySchedule.Constant when entropy.Negative < 0 =>
            $"a more negative entropy coefficient than {Number(entropy.Negative)}, --entropy {Number(2 * entropy.Negative)}",
        _ => "a negative entropy coefficient at the start, --entropy -0.2:0.2",
    };

    /// <summary>A regularizer that decides more than the one there is.</summary>
    private static string StrongerEnd(EntropyOptions entropy) => entropy.Schedule switch
    {
        EntropySchedule.Cosine when entropy.Positive > 0 =>
            $"a higher entropy coefficient at the end than {Number(entropy.Positive)}, --entropy "
            + $"{Number(entropy.Negative)}:{Number(2 * entropy.Positive)}",
        EntropySchedule.Constant when entropy.Negative > 0 =>
            $"a higher entropy coefficient than {Number(entropy.Negative)}, --entropy {Number(2 * entropy.Negative)}",
        _ => "a positive entropy coefficient at the end, --entropy -0.2:0.2",
    };

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");

    /// <summary>A number of a few digits, as a person writes it.</summary>
    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}

/// <summary>The known ways in which a search fails.</summary>
public enum SearchFailure
{
    /// <summary>Skip connections take over the normal cell: they need no training, so they win while others are untrained.</summary>
    SkipCollapse,

    /// <summary>The supernet has stopped to get better.</summary>
    LearningStopped,

    /// <summary>The alphas are still close to each other at the end, so that chance decides.</summary>
    Undecided,

    /// <summary>The derived architecture does far worse than the mixture it was derived from, at the end.</summary>
    DiscretizationGap,
}
