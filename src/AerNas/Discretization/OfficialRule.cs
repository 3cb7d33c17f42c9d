namespace AerNas.Discretization;

/// <summary>The rule by which most published codes read an architecture off alpha in a space.</summary>
internal static class OfficialRule
{
    /// <summary>The rule of a space: argmax an edge on NAS-Bench-201, none included; on DARTS the two strongest edges a node.</summary>
    public static IDiscretization Of(SearchSpace space) => space.KeepsEveryEdge ? new ArgmaxRule() : new DartsRule();
}
