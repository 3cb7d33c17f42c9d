using static TorchSharp.torch;

namespace AerNas.Bilevel;

/// <summary>The upper level's loss, or that of both levels together, and its part that comes from the data; scalars of the caller's scope.</summary>
/// <param name="Total">What alpha descends: validation loss and regularizer.</param>
/// <param name="CrossEntropy">The validation loss alone.</param>
public readonly record struct ArchitectureLoss(Tensor Total, Tensor CrossEntropy);
