namespace AerNas.Networks.Fused;

/// <summary>A forward pass of the fused engine.</summary>
/// <param name="Engine">What ran it.</param>
/// <param name="Number">Which of the engine's passes it is.</param>
/// <param name="Logits">Its results one after the other, no part of the autograd graph. // [outputs * N, K]</param>
internal sealed record FusedPass(FusedEngine Engine, long Number, Tensor Logits)
{
    public bool OfWeights { get; init; }
    public bool OfMixture { get; init; }

    public bool IsDifferentiable => OfWeights || OfMixture;

    /// <summary>How many weights the mixture has, of all cell kinds.</summary>
    public long MixtureEntries { get; init; }
}
