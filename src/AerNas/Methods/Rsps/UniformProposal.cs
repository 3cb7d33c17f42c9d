namespace AerNas.Methods;

/// <summary>Architectures drawn uniformly (RSPS; AutoDL-Projects RANDOM-NAS.py search_find_best).</summary>
internal sealed class UniformProposal(SearchSpace space, int seed) : IArchitectureSampler
{
    private CounterRandom _random = new(seed, RandomStream.Proposals, 0, 0);

    public ChosenOperations Propose(IReadOnlyList<JudgedArchitecture> history) =>
        ChosenOperations.Uniform(space, bound => _random.Below(bound));

    public void Dispose()
    {
        // There is nothing to let go of.
    }
}
