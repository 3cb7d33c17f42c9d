using AerNas.Genotypes;
using AerNas.Relaxations;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>Recorded architectures of NAS-Bench-201 cases, and one training pass of the supernet on one of them.</summary>
internal static class GoldenPath
{
    /// <summary>The architectures of a tensor of columns. // [architectures, E]</summary>
    internal static IReadOnlyList<ChosenOperations> Read(GoldenCase golden, string name)
    {
        using var scope = NewDisposeScope();
        var space = GoldenNetwork.NasBench201Space(golden);
        var columns = golden.Tensor(name, ScalarType.Float32);
        var flat = columns.data<long>().ToArray();
        return [.. Enumerable.Range(0, (int)columns.shape[0]).Select(row => ChosenOperations.OnEveryEdge(space, (_, edge) =>
            space.Operations[(int)flat[row * space.Edges.Length + space.RowOf(edge)]]))];
    }

    /// <summary>Compares logits, loss and the gradients that the case holds; all other weights must have none or zero.</summary>
    /// <param name="comparison">Where results are added.</param>
    /// <param name="pass">The network and its images.</param>
    /// <param name="path">The architecture.</param>
    /// <param name="group">Where the case keeps the results, e.g. <c>arch0</c>.</param>
    internal static void CompareTraining(GoldenComparison comparison, GoldenPass pass, ChosenOperations path, string group)
    {
        var (golden, supernet) = (pass.Golden, pass.Supernet);
        var logits = supernet.Forward(pass.Images, Mixture.Of(path, pass.DataType)); // [N, K]
        var loss = nn.functional.cross_entropy(logits, pass.Labels);
        comparison.Add($"{group}/logits", logits);
        comparison.Add($"{group}/ce_loss", loss);
        if (golden.NamesUnder($"out/{group}/weight_grad/").Any()) // the case keeps no gradients of cells that nothing leads through
            GoldenWeightGradients.Compare(golden, comparison, supernet, loss, $"{group}/");
    }
}
