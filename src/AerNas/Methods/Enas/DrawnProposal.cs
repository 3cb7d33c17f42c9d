namespace AerNas.Methods;

/// <summary>Architectures that a learned sampler draws (ENAS; AutoDL-Projects ENAS.py get_best_arch).</summary>
internal sealed class DrawnProposal(int count) : IPathProposal
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Nobody draws.</exception>
    public IReadOnlyList<ChosenOperations> Propose(ArchitectureParameters alpha, int seed)
    {
        var sampler = alpha.RequiredSampler;
        return [.. Enumerable.Range(0, count).Select(index => sampler.DrawForSelection(seed, index))];
    }
}
