using AerNas.Genotypes;
using AerNas.Runtime;
using AerNas.Spaces;

namespace AerNas.Sampling;

/// <summary>Architectures drawn at random, to compare those with that a search finds.</summary>
public static class RandomArchitecture
{
    /// <summary>
    /// Draws one, each of the space equally likely. In the space of NAS-Bench-201 it is the first that random search proposes with the same
    /// seed, <c>none</c> included; in that of DARTS two edges lead into a node, and <c>none</c> is what the others are.
    /// </summary>
    /// <param name="space">The space.</param>
    /// <param name="seed">The seed.</param>
    public static Genotype Of(SearchSpace space, int seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        var random = new CounterRandom(seed, RandomStream.SearchFree, 0, 0);
        if (space.KeepsEveryEdge) return ChosenOperations.Uniform(space, bound => random.Below(bound)).ToGenotype();
        var normal = Cell(space, ref random);
        return Genotype.OfDarts(normal, Cell(space, ref random));
    }

    private static CellGenotype Cell(SearchSpace space, ref CounterRandom random)
    {
        CandidateOperation[] operations = [.. space.Operations.Where(operation => operation != CandidateOperation.None)];
        var edges = new List<GenotypeEdge>();
        foreach (var node in space.ComputedNodes)
        {
            EdgeId[] into = [.. space.EdgesInto(node)];
            foreach (var place in random.Permutation(into.Length).Take(space.KeptEdgesOf(node)).Order())
                edges.Add(new GenotypeEdge(into[place], operations[random.Below(operations.Length)]));
        }

        return new CellGenotype(space.InputNodes, edges, space.ComputedNodes);
    }
}
