using AerNas.Stopping;

namespace AerNas.Methods;

/// <summary>What ends a search before its last epoch.</summary>
public sealed record StopOptions
{
    /// <value>What is looked at.</value>
    public StopCriterion Criterion { get; init; }

    /// <value>The first epoch whose architecture may be the result, from 0.</value>
    public int From { get; init; } = 10;

    /// <value>Of <see cref="StopCriterion.Skips"/>: how many skip connections in the normal cell are too many.</value>
    public int Skips { get; init; } = 2;

    /// <value>Of <see cref="StopCriterion.Ranking"/>: how many epochs the ranking must last.</value>
    public int StableEpochs { get; init; } = 10;

    /// <value>Of <see cref="StopCriterion.Eigenvalue"/>: which means are compared.</value>
    public EigenvalueWindow Eigenvalue { get; init; } = new();

    /// <value>What happens in place of an end; null: the search ends.</value>
    public AdaptationOptions? Adaptation { get; init; }

    /// <summary>The rule.</summary>
    /// <param name="search">The options of the search that it may end.</param>
    public IStopRule RuleFor(SearchOptions search)
    {
        ArgumentNullException.ThrowIfNull(search);
        return Criterion switch
        {
            StopCriterion.Skips => new SkipLimitReached(From, Skips),
            StopCriterion.Ranking => new StableRanking(MethodCatalog.SpaceOf(search), From, StableEpochs),
            _ => new EigenvalueJump(Eigenvalue, From, search.Search.Epochs) { Decay = search.Alpha.WeightDecay },
        };
    }

    internal void Check(OptionRules rules, SearchOptions search)
    {
        rules.Require(search.Stages is null && search.Alpha.WarmUp < 1, "stop",
                "looks at how alpha learns in one stage; a search in stages, or one whose alpha never learns, goes to its last epoch: "
                + "leave it out.")
            .Require(Adaptation is null || search.Bilevel.Decay == DecayForm.InGradient, "stop.adaptation",
                "raises the decay of w that is part of its gradient; here decay takes a step of its own (bilevel.decay).");
        rules.AtLeast(0, From, "stop.from").AtLeast(1, Skips, "stop.skips").AtLeast(1, StableEpochs, "stop.stableEpochs")
            .Require(Adaptation is null || Criterion == StopCriterion.Eigenvalue, "stop.adaptation",
                $"goes back to before a jump of the eigenvalue; the criterion {Criterion} knows none, leave it out.");
        Eigenvalue.Check(rules);
        Adaptation?.Check(rules);
    }
}

/// <summary>What ends a search before its last epoch.</summary>
public enum StopCriterion
{
    /// <summary>The normal cell holds too many skip connections (DARTS+).</summary>
    Skips,

    /// <summary>The ranking of the operations that learn does not change any more (DARTS+, the other test).</summary>
    Ranking,

    /// <summary>The dominant eigenvalue of the Hessian of L_val in alpha grows fast (RobustDARTS).</summary>
    Eigenvalue,
}
