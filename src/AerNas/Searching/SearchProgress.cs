using AerNas.Running;
using AerNas.Searching.Watching;
using AerNas.Stopping;

namespace AerNas.Searching;

/// <summary>What a search reports after every step and every epoch.</summary>
public sealed record SearchProgress : RunProgress
{
    /// <summary>Means over the epoch so far.</summary>
    public required EpochTotals Totals { get; init; }

    /// <summary>The regularizer's coefficient in this epoch.</summary>
    public required double Lambda { get; init; }

    /// <summary>How often a stop rule has sent the search back; epochs that it forgot by that are reported again.</summary>
    public int Returns { get; init; }

    /// <summary>The epoch that has just ended; null within an epoch.</summary>
    public EpochOutcome? Finished { get; init; }

    /// <summary>The signs of that epoch; null within an epoch.</summary>
    public SearchSigns? Signs { get; init; }
}
