namespace AerNas.Methods;

/// <summary>Architectures that a learned sampler draws (ENAS; AutoDL-Projects ENAS.py get_best_arch).</summary>
/// <param name="count">How many.</param>
public sealed class DrawnProposal(int count) : IPathProposal
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Nobody draws.</exception>
    public IReadOnlyList<ChosenOperations> Propose(ArchitectureParameters alpha, int seed)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        var sampler = alpha.RequiredSampler;
        return [.. Enumerable.Range(0, count).Select(index => sampler.DrawForSelection(seed, index))];
    }
}
