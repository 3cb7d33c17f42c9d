using AerNas.Genotypes;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>Random search with parameter sharing: recorded architectures of the NAS-Bench-201 supernet against the official code.</summary>
public sealed class RspsParityTests
{
    [Theory]
    [GoldenFolders("nb201_rsps", BothPrecisions = true, BothEngines = true)]
    public void NasBench201Supernet_OnePath_GivesOfficialLogitsAndGradients(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        foreach (var (path, i) in GoldenPath.Read(golden, "in/archs").Select((path, i) => (path, i)))
        {
            var comparison = new GoldenComparison(golden, GoldenFoldersAttribute.DtypeOf(precision));
            using var pass = new GoldenPass(golden, precision);
            pass.Supernet.Training = true;
            GoldenPath.CompareTraining(comparison, pass, path, $"arch{i}");
            pass.Supernet.Training = false; // with the running statistics that one training pass has left
            using var noGrad = no_grad();
            comparison.Add($"arch{i}/eval_logits", pass.Supernet.Forward(pass.Images, Mixture.Of(path, pass.DataType)));
            comparison.Verify();
        }
    });

    [Theory]
    [GoldenFolders("nb201_rsps", BothPrecisions = true)]
    public void NasBench201Supernet_OnePath_LeavesUnsampledWeightsWithoutGradient(string folder, string precision)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Read(folder);
        foreach (var path in GoldenPath.Read(golden, "in/archs"))
        {
            using var pass = new GoldenPass(golden, precision);
            var loss = nn.functional.cross_entropy(pass.Supernet.Forward(pass.Images, Mixture.Of(path, pass.DataType)), pass.Labels);
            var named = pass.Supernet.NamedWeights.ToArray();
            var gradients = autograd.grad([loss], [.. named.Select(p => p.Value)], allow_unused: true);
            foreach (var ((name, _), gradient) in named.Zip(gradients)) Assert.True(gradient.IsInvalid || !IsUnsampled(name, path), name);
        }
    }

    /// <summary>
    /// Whether a parameter belongs to an operation that the path does not take, e.g. <c>cell0.2&lt;-1.nor_conv_3x3.…</c>.
    /// </summary>
    private static bool IsUnsampled(string name, ChosenOperations path) =>
        (from edge in path.Space.Edges
         from operation in path.Space.Operations
         where operation != path[CellKind.Normal, edge]
         select $".{edge}.{operation}.").Any(part => name.Contains(part, StringComparison.Ordinal));
}
