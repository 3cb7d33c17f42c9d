using static TorchSharp.torch;

namespace AerNas.Bilevel;

/// <summary>The upper level's loss, or that of both, and the part of it that comes from the data; of the caller's scope.</summary>
/// <param name="Total">What alpha descends: validation loss and regularizer.</param>
/// <param name="CrossEntropy">The validation loss alone.</param>
public readonly record struct ArchitectureLoss(Tensor Total, Tensor CrossEntropy);
