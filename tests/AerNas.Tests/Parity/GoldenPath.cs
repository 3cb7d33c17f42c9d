using AerNas.Relaxations;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>Recorded architectures of NAS-Bench-201 cases.</summary>
internal static class GoldenPath
{
    /// <summary>The architectures of a tensor of columns. // [architectures, E]</summary>
    internal static IReadOnlyList<SampledPath> Read(GoldenCase golden, string name)
    {
        using var scope = NewDisposeScope();
        var space = GoldenNetwork.NasBench201Space(golden);
        var columns = golden.Tensor(name, ScalarType.Float32);
        var flat = columns.data<long>().ToArray();
        return [.. Enumerable.Range(0, (int)columns.shape[0]).Select(row => new SampledPath(space, (_, edge) =>
            space.Operations[(int)flat[row * space.Edges.Length + space.RowOf(edge)]]))];
    }
}
