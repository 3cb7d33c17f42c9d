namespace AerNas.Methods;

/// <summary>Architectures drawn uniformly (RSPS; AutoDL-Projects RANDOM-NAS.py search_find_best).</summary>
internal sealed class UniformProposal(int count) : IPathProposal
{
    public IReadOnlyList<ChosenOperations> Propose(ArchitectureParameters alpha, int seed)
    {
        var random = new CounterRandom(seed, RandomStream.Proposals, 0, 0);
        return [.. Enumerable.Range(0, count).Select(_ => ChosenOperations.Uniform(alpha.Space, bound => random.Below(bound)))];
    }
}
