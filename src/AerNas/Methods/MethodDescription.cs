namespace AerNas.Methods;

/// <summary>What the catalogue tells of a method. Each has one of its own, even where it is another with a change.</summary>
/// <param name="Difference">What it does otherwise than <see cref="DartsV1"/>: one line, no full stop.</param>
/// <param name="StepCost">The arithmetic of a step relative to <see cref="DartsV1"/>'s, which is two forward and backward passes through
/// all operations. Counted from the method's definition, not timed.</param>
/// <param name="JudgedBy">What the tests hold it against.</param>
public sealed record MethodDescription(string Difference, Func<SearchSpace, double> StepCost, MethodEvidence JudgedBy);

/// <summary>What the tests hold a method against.</summary>
public enum MethodEvidence
{
    /// <summary>Recorded inputs, weights and outputs of the official code.</summary>
    GoldenCases,

    /// <summary>The formulas that define it, and a step worked out by hand.</summary>
    FormulaTests,
}
