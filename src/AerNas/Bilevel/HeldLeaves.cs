using static TorchSharp.torch;

namespace AerNas.Bilevel;

/// <summary>Leaves that require no gradient while this lives.</summary>
internal sealed class HeldLeaves : IDisposable
{
    private readonly IReadOnlyList<Tensor> _leaves;

    public HeldLeaves(IReadOnlyList<Tensor> leaves)
    {
        _leaves = leaves;
        foreach (var leaf in leaves) leaf.requires_grad = false;
    }

    public void Dispose()
    {
        foreach (var leaf in _leaves) leaf.requires_grad = true;
    }
}
