// A hard bound on what a derived network costs, over any rule:
//
//   while the architecture costs too much, one of its edges gives up operations until what is chosen in their place is cheaper: the edge
//   that gives up the least probability for what it saves
//
// Greedy, as the restriction of skip connections is (SkipLimitRule): each pass tries every edge that has something else to compute.

namespace AerNas.Discretization;

/// <summary>Another rule, but no architecture that costs more than a limit, where there is one.</summary>
/// <param name="rule">The rule that is asked again and again.</param>
/// <param name="excess">By how much an architecture is beyond the limit; not above 0 for one that keeps to it.</param>
/// <param name="relaxation">Tells the probabilities that alpha stands for; null: softmax(alpha[edge]).</param>
internal sealed class CostLimitRule(IDiscretization rule, Func<Genotype, double> excess, IRelaxation? relaxation = null) : IDiscretization
{
    /// <inheritdoc/>
    /// <returns>Where nothing that the rule chooses keeps to the limit, the cheapest of what it came to.</returns>
    public ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        ArgumentNullException.ThrowIfNull(candidates);
        var (space, stands) = (alpha.Space, relaxation ?? new SoftmaxRelaxation());
        var probabilities = space.CellKinds.ToDictionary(kind => kind, kind => stands.Probabilities(alpha, kind));
        var current = new Step(candidates, rule.Choose(alpha, candidates), excess);
        while (current.Excess > 0)
        {
            var cheaper = from kind in space.CellKinds
                          from choice in current.Chosen[kind]
                          let next = Cheaper(alpha, current, kind, choice.Edge)
                          where next is not null
                          let probability = probabilities[kind][space.RowOf(choice.Edge), space.ColumnOf(choice.Operation)]
                          select (Next: next, Price: probability / (current.Excess - Math.Max(0, next.Excess)));
            if (cheaper.ToList() is not { Count: > 0 } steps) return current.Chosen;
            current = steps.MinBy(step => step.Price).Next;
        }

        return current.Chosen;
    }

    /// <summary>What is chosen once an edge has given up all that costs as much; null where it can do without none of that.</summary>
    private Step? Cheaper(ArchitectureParameters alpha, Step current, CellKind kind, EdgeId edge)
    {
        for (var next = current; next.Chosen[kind].Any(choice => choice.Edge == edge);)
        {
            var choice = next.Chosen[kind].First(choice => choice.Edge == edge);
            if (!next.Candidates.CanDoWithout(kind, choice)) return null;
            var left = next.Candidates.Without(kind, choice);
            next = new Step(left, rule.Choose(alpha, left), excess);
            if (next.Excess < current.Excess) return next;
        }

        return null;
    }

    private sealed class Step(Candidates candidates, ChosenOperations chosen, Func<Genotype, double> excess)
    {
        public Candidates Candidates => candidates;

        public ChosenOperations Chosen => chosen;

        public double Excess { get; } = excess(chosen.ToGenotype());
    }
}
