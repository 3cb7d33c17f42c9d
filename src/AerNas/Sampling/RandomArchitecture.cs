namespace AerNas.Sampling;

/// <summary>Architectures drawn at random, to compare those with that a search finds.</summary>
public static class RandomArchitecture
{
    /// <summary>Draws one, each of the space equally likely. In the space of NAS-Bench-201 it is the first that random search proposes with
    /// the same seed, <c>none</c> included; in that of DARTS two edges lead into a node, and <c>none</c> is what the others are.</summary>
    public static Genotype Of(SearchSpace space, int seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        var random = new CounterRandom(seed, RandomStream.SearchFree, 0, 0);
        if (space.KeepsEveryEdge) return ChosenOperations.Uniform(space, bound => random.Below(bound)).ToGenotype();
        var cells = new Dictionary<CellKind, ImmutableArray<GenotypeEdge>>();
        foreach (var kind in space.CellKinds) cells[kind] = Cell(space, kind, ref random);
        return new ChosenOperations(space, kind => cells[kind]).ToGenotype();
    }

    private static ImmutableArray<GenotypeEdge> Cell(SearchSpace space, CellKind kind, ref CounterRandom random)
    {
        var edges = new List<GenotypeEdge>();
        foreach (var node in space.ComputedNodes)
        {
            EdgeId[] into = [.. space.EdgesInto(node)];
            foreach (var place in random.Permutation(into.Length).Take(space.KeptEdgesOf(node)).Order())
            {
                CandidateOperation[] operations =
                    [.. space.Candidates.Of(kind, into[place]).Where(operation => operation != CandidateOperation.None)];
                edges.Add(new GenotypeEdge(into[place], operations[random.Below(operations.Length)]));
            }
        }

        return [.. edges];
    }
}
