namespace AerNas.Methods;

/// <summary>How edges are decided one after another (SGAS).</summary>
public sealed record DecisionOptions : IMethodPart
{
    /// <value>The first epoch after which an edge of every kind of cell is decided, from 0.</value>
    public int First { get; init; } = 9;

    /// <value>Epochs from one decision to the next.</value>
    public int Every { get; init; } = 5;

    /// <value>How the edge is chosen: by default the official script's, criterion 1 of the paper; criterion 2 is Stability.</value>
    public DecisionCriterion Criterion { get; init; } = DecisionCriterion.Certainty;

    /// <value>Of <see cref="DecisionCriterion.Stability"/>: over how many epochs it looks back.</value>
    public int History { get; init; } = 4;

    /// <value>Images more a step after each decision: operations that are gone leave room.</value>
    public int BatchIncrease { get; init; } = 8;

    internal GreedyDecisions Create() => new(Schedule, Criterion, History);

    internal int AddedBefore(int epoch, SearchSpace space) => BatchIncrease * Schedule.MadeBefore(epoch, space);

    /// <inheritdoc/>
    public void Check(OptionRules rules, SearchOptions search) => rules
        .AtLeast(0, First, "first")
        .AtLeast(1, Every, "every")
        .AtLeast(1, History, "history")
        .AtLeast(0, BatchIncrease, "batchIncrease");

    private DecisionSchedule Schedule => new(First, Every);
}

/// <summary>By what the next edge to be decided is chosen (SGAS).</summary>
public enum DecisionCriterion
{
    /// <summary>Importance times certainty: criterion 1 of the paper, the default of the official script.</summary>
    Certainty,

    /// <summary>Importance times certainty times stability: criterion 2 of the paper.</summary>
    Stability,
}
