namespace AerNas.Methods;

/// <summary>Architectures that a learned sampler draws (ENAS; AutoDL-Projects ENAS.py get_best_arch).</summary>
internal sealed class DrawnProposal(IPathSampler sampler, int seed) : IArchitectureSampler
{
    public ChosenOperations Propose(IReadOnlyList<JudgedArchitecture> history) => sampler.DrawForSelection(seed, history.Count);

    public void Dispose()
    {
        // The sampler is its owner's.
    }
}
