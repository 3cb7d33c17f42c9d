using AerNas.Texts;

namespace AerNas.Runtime;

/// <summary>An archive lacks a tensor, or holds it in another shape or type, than a network has.</summary>
public sealed class TensorMismatchException : Exception
{
    /// <summary>Tells which tensor and what is wrong with it.</summary>
    public TensorMismatchException(string tensor, string problem)
        : base(PrintableText.Message($"tensor '{tensor}': {problem}."))
    {
        Tensor = tensor;
    }

    /// <summary>The tensor's name.</summary>
    public string Tensor { get; }
}
