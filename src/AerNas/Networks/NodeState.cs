using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>A node's feature map and its ReLU, which most of the operations that read the node begin with. Both live in the caller's scope.</summary>
internal sealed class NodeState
{
    private readonly Tensor? _activated;

    /// <summary>Makes the state of a node.</summary>
    /// <param name="value">// [N, C, H, W]</param>
    /// <param name="shared">Whether all operations that ask for the ReLU get the same one.</param>
    public NodeState(Tensor value, bool shared)
    {
        Value = value;
        _activated = shared ? nn.functional.relu(value) : null;
    }

    /// <summary>// [N, C, H, W]</summary>
    public Tensor Value { get; }

    /// <summary>Its ReLU. // [N, C, H, W]</summary>
    public Tensor Activated() => _activated ?? nn.functional.relu(Value);
}
