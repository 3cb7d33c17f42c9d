namespace AerNas.Searching;

/// <summary>The known ways in which a search fails.</summary>
public enum SearchFailure
{
    /// <summary>Skip connections take over the normal cell: they need no training, so they win while the others are still untrained.</summary>
    SkipCollapse,

    /// <summary>The supernet has stopped to get better.</summary>
    LearningStopped,

    /// <summary>The alphas are still close to each other at the end, so that chance decides.</summary>
    Undecided,

    /// <summary>The derived architecture does far worse than the mixture it was derived from, at the end.</summary>
    DiscretizationGap,
}
