namespace AerNas.Discretization;

/// <summary>Another rule, but, where cells have every edge as on NAS-Bench-201, none that no path leads through: such a network computes a
/// constant and cannot learn. Where the rule gives one, every edge takes its strongest operation other than none. Short searches end there
/// now and then, since the official rule lets <c>none</c> win an edge by a hair.</summary>
internal sealed class ConnectedRule(IDiscretization rule) : IDiscretization
{
    public ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates)
    {
        var chosen = rule.Choose(alpha, candidates);
        return !chosen.Space.KeepsEveryEdge || UnreachedParts.LeadsThrough(chosen.ToGenotype())
            ? chosen
            : new ArgmaxRule(exceptNone: true).Choose(alpha, candidates);
    }
}
