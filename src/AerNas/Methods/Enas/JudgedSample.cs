using static TorchSharp.torch;

namespace AerNas.Methods;

/// <summary>A sampled architecture and what follows from its accuracy; scalars that depend on the controller, but accuracy.</summary>
internal readonly record struct JudgedSample(Tensor Loss, Tensor Accuracy, Tensor Entropy, Tensor Reward, Tensor Baseline);
