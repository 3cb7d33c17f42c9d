namespace AerNas.Bilevel;

/// <summary>Leaves that require no gradient while this lives; those that required none before do not afterwards.</summary>
internal sealed class HeldLeaves : IDisposable
{
    private readonly Tensor[] _leaves;

    public HeldLeaves(IReadOnlyList<Tensor> leaves)
    {
        _leaves = [.. leaves.Where(leaf => leaf.requires_grad)];
        foreach (var leaf in _leaves) leaf.requires_grad = false;
    }

    public void Dispose()
    {
        foreach (var leaf in _leaves) leaf.requires_grad = true;
    }
}
