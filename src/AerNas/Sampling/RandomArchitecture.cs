namespace AerNas.Sampling;

/// <summary>Architectures drawn at random, to compare those with that a search finds.</summary>
public static class RandomArchitecture
{
    /// <summary>Draws one, each of the space equally likely. In the space of NAS-Bench-201 it is the first that random search proposes with
    /// the same seed, <c>none</c> included; in that of DARTS two edges lead into a node, and <c>none</c> is what the others are.</summary>
    public static Genotype Of(SearchSpace space, int seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        return UniformCells.Draw(space, new CounterRandom(seed, RandomStream.SearchFree, 0, 0).Draws).ToGenotype();
    }
}
