namespace AerNas.Methods;

/// <summary>What the catalogue tells of a method. Each has one of its own, even where it is another with a change.</summary>
public sealed record MethodDescription
{
    /// <summary>What it does otherwise than <see cref="DartsV1"/>: one line, no full stop.</summary>
    public required string Difference { get; init; }

    /// <summary>
    /// The arithmetic of a step relative to <see cref="DartsV1"/>'s, which is two forward and backward passes through all operations.
    /// Counted from the method's definition, not timed.
    /// </summary>
    public required Func<SearchSpace, double> StepCost { get; init; }

    /// <summary>What the tests hold it against.</summary>
    public required MethodEvidence JudgedBy { get; init; }
}

/// <summary>What the tests hold a method against.</summary>
public enum MethodEvidence
{
    /// <summary>Recorded inputs, weights and outputs of the official code.</summary>
    GoldenCases,

    /// <summary>The formulas that define it, and a step worked out by hand.</summary>
    FormulaTests,
}
