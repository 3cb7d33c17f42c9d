using System.Collections.Immutable;
using AerNas.Networks;
using AerNas.Options;

namespace AerNas.Benchmarks.Comparisons;

/// <summary>One of the things that are compared: an engine and how its feature maps lie in memory.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Title">What the table calls it.</param>
/// <param name="Engine">The engine.</param>
/// <param name="Layout">The layout, which the torch engine alone heeds.</param>
/// <param name="IsOnnx">Whether ONNX Runtime computes, from the exported file, and no engine.</param>
internal sealed record Contestant(string Name, string Title, NetworkEngine Engine, MemoryLayout Layout, bool IsOnnx = false)
{
    /// <summary>The engine that the others are measured against.</summary>
    public static Contestant Fused { get; } = new("fused", "Fused", NetworkEngine.Fused, MemoryLayout.Automatic);

    /// <summary>The Torch engine as a search uses it.</summary>
    public static Contestant Torch { get; } = new("torch", "Torch, channels last", NetworkEngine.Torch, MemoryLayout.Automatic);

    /// <summary>The yardstick: libtorch's own layout, as the official code runs.</summary>
    public static Contestant OperatorByOperator { get; } =
        new("torch-default", "Torch, operator by operator", NetworkEngine.Torch, MemoryLayout.ChannelsFirst);

    /// <summary>ONNX Runtime, which predicts only.</summary>
    public static Contestant OnnxRuntime { get; } =
        new("onnx", "ONNX Runtime", NetworkEngine.Torch, MemoryLayout.Automatic, IsOnnx: true);

    /// <summary>The engines of AerNas.</summary>
    public static ImmutableArray<Contestant> Engines { get; } = [Fused, Torch, OperatorByOperator];

    public static ImmutableArray<Contestant> All { get; } = [.. Engines, OnnxRuntime];
}
