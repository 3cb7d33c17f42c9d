using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>A node's feature map and its ReLU, which most of the operations that read the node begin with.</summary>
/// <param name="Value">// [N, C, H, W]</param>
/// <param name="Activated">// [N, C, H, W]</param>
internal readonly record struct NodeState(Tensor Value, Tensor Activated)
{
    /// <summary>The state of a node; both tensors live in the caller's scope.</summary>
    public static NodeState Of(Tensor value) => new(value, nn.functional.relu(value));
}
