namespace AerNas.Methods;

/// <summary>Architectures drawn uniformly (RSPS; AutoDL-Projects RANDOM-NAS.py search_find_best).</summary>
internal sealed class UniformProposal(SearchSpace space, int seed) : IArchitectureSampler
{
    private readonly Func<int, int> _draw = new CounterRandom(seed, RandomStream.Proposals, 0, 0).Draws;

    public ChosenOperations Propose(IReadOnlyList<JudgedArchitecture> history) => ChosenOperations.Uniform(space, _draw);

    public void Dispose()
    {
        // There is nothing to let go of.
    }
}
