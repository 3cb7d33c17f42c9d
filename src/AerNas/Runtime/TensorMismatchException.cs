using AerNas.Texts;

namespace AerNas.Runtime;

/// <summary>An archive lacks a tensor, or holds it in another shape or type, than a network has.</summary>
public sealed class TensorMismatchException(string tensor, string problem)
    : Exception(PrintableText.Message($"tensor '{tensor}': {problem}."))
{
    /// <summary>The tensor's name.</summary>
    public string Tensor { get; } = tensor;
}
