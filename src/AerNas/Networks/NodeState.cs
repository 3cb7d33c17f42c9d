using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>A node's feature map as the edges that leave it read it. Its tensors live in the caller's scope.</summary>
internal sealed class NodeState
{
    private readonly Tensor? _activated;

    /// <summary>Makes the state of a node.</summary>
    /// <param name="value">The whole map. // [N, C, H, W]</param>
    /// <param name="mixed">The channels that operations read: all, or the first with <see cref="PartialChannels"/>. // [N, C / k, H, W]</param>
    /// <param name="sharesActivation">Whether all operations that ask for the ReLU get the same one.</param>
    public NodeState(Tensor value, Tensor mixed, bool sharesActivation)
    {
        Value = value;
        Mixed = mixed;
        _activated = sharesActivation ? nn.functional.relu(mixed) : null;
    }

    /// <summary>The whole map. // [N, C, H, W]</summary>
    public Tensor Value { get; }

    /// <summary>The channels that operations read. // [N, C / k, H, W]</summary>
    public Tensor Mixed { get; }

    /// <summary>The other channels; null where there are none. // [N, C - C / k, H, W]</summary>
    public Tensor? Bypass { get; init; }

    /// <summary>The ReLU of the channels that operations read, which most of them begin with. // [N, C / k, H, W]</summary>
    public Tensor Activated() => _activated ?? nn.functional.relu(Mixed);
}
