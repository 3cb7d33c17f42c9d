namespace AerNas.Methods;

/// <summary>What the tests hold a method against.</summary>
public enum MethodEvidence
{
    /// <summary>Recorded inputs, weights and outputs of the official code.</summary>
    GoldenCases,

    /// <summary>The formulas that define it, and a step worked out by hand.</summary>
    FormulaTests,
}
