
namespace AerNas.Methods;

/// <summary>By what the next edge to be decided is chosen (SGAS).</summary>
public enum DecisionCriterion
{
    /// <summary>Importance times certainty: criterion 1 of the paper, the default of the official script.</summary>
    Certainty,

    /// <summary>Importance times certainty times stability: criterion 2 of the paper.</summary>
    Stability,
}
