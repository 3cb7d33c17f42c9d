using AerNas.Bilevel;
using AerNas.Discretization;
using AerNas.Networks;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Schedules;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>One forward and backward pass of both supernets against the official code, for every coefficient of the entropy.</summary>
public sealed class FirstOrderParityTests
{
    [Theory]
    [GoldenFolders("darts_first_order", BothPrecisions = true, BothEngines = true)]
    public void DartsSupernet_OfficialWeights_GivesOfficialLossesAndGradients(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var dtype = GoldenFoldersAttribute.DtypeOf(precision);
        using var supernet = GoldenNetwork.DartsSupernet(golden, dtype, GoldenFoldersAttribute.EngineOf(precision));
        using var alpha = GoldenNetwork.DartsAlpha(golden, dtype);
        Compare(golden, dtype, supernet, alpha, gradients => GoldenNetwork.OfficialDarts(golden, alpha, gradients));
    });

    [Theory]
    [GoldenFolders("pcdarts_supernet", BothPrecisions = true, BothEngines = true)]
    public void PartialChannels_OfficialWeights_GiveOfficialLossesAndGradients(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var dtype = GoldenFoldersAttribute.DtypeOf(precision);
        using var supernet = GoldenNetwork.DartsSupernet(golden, dtype, GoldenFoldersAttribute.EngineOf(precision));
        using var alpha = GoldenNetwork.DartsAlpha(golden, dtype);
        Compare(golden, dtype, supernet, alpha, gradients => GoldenNetwork.OfficialDarts(golden, alpha, gradients));
        Assert.Equal(GoldenGenotype.Read(golden.Json.GetProperty("results").GetProperty("genotype")), new DartsRule().Discretize(alpha));
    });

    [Theory]
    [GoldenFolders("pdarts_supernet_stage1", BothPrecisions = true, BothEngines = true)]
    [GoldenFolders("pdarts_supernet_stage2", BothPrecisions = true, BothEngines = true)]
    [GoldenFolders("pdarts_supernet_stage3", BothPrecisions = true, BothEngines = true)]
    public void StageOfPDarts_OfficialWeights_GivesOfficialLossesAndGradients(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var dtype = GoldenFoldersAttribute.DtypeOf(precision);
        using var supernet = GoldenNetwork.DartsSupernet(golden, dtype, GoldenFoldersAttribute.EngineOf(precision));
        using var alpha = GoldenNetwork.DartsAlpha(golden, dtype);
        Compare(golden, dtype, supernet, alpha, gradients => GoldenNetwork.OfficialDarts(golden, alpha, gradients),
            EntropyOperations.ExceptFirst);

        var (literal, right) =
            (ArchitectureEntropy.Measure(alpha, EntropyOperations.ExceptFirst),
                ArchitectureEntropy.Measure(alpha, EntropyOperations.ExceptNone));
        Assert.Equal(EscapesTheOfficialEntropy(golden), literal.ToNumber() != right.ToNumber());
    });

    [Theory]
    [GoldenFolders("nb201_first_order", BothPrecisions = true, BothEngines = true)]
    public void NasBench201Supernet_OfficialWeights_GivesOfficialLossesAndGradients(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var dtype = GoldenFoldersAttribute.DtypeOf(precision);
        using var supernet = GoldenNetwork.NasBench201Supernet(golden, dtype, GoldenFoldersAttribute.EngineOf(precision));
        using var alpha = GoldenNetwork.NasBench201Alpha(golden, dtype);
        Compare(golden, dtype, supernet, alpha, gradients => [("arch_parameters", gradients[0])]);
    });

    private static void Compare(GoldenCase golden, ScalarType dtype, Supernet supernet, ArchitectureParameters alpha,
        Func<IList<Tensor>, IEnumerable<(string Name, Tensor Value)>> split, EntropyOperations? counted = null)
    {
        var comparison = new GoldenComparison(golden, dtype);
        var labels = golden.Tensor("in/y", dtype);
        var logits = supernet.Forward(golden.Tensor("in/x", dtype), new SoftmaxRelaxation().Relax(alpha)); // [N, K]
        var crossEntropy = nn.functional.cross_entropy(logits, labels);
        var operations = counted ?? ArchitectureEntropy.OfficialOperations(alpha.Space);
        comparison.Add("logits", logits);
        comparison.Add("ce_loss", crossEntropy);
        comparison.Add("mean_entropy", ArchitectureEntropy.Measure(alpha, operations));
        CompareBuffers(golden, comparison, supernet);
        foreach (var lambda in golden.Hyperparameters.GetProperty("lambdas").EnumerateArray())
        {
            var group = $"lambda_{GoldenRegularizer.NameOf(lambda)}";
            var total = crossEntropy.Plus(GoldenRegularizer.Of(lambda, operations).Penalty(alpha, new EpochProgress(0, 1)));
            comparison.Add($"{group}/total_loss", total);
            var gradients = autograd.grad([total], [.. alpha.Tensors], retain_graph: true, allow_unused: true);
            var folder = golden.Has("arch/alphas_normal") ? $"{group}/arch_grad" : $"{group}/alpha_grad";
            foreach (var (name, value) in split(gradients)) comparison.Add($"{folder}/{name}", value, folder);
            if (golden.Has($"out/{group}/alpha_grad_norm")) comparison.Add($"{group}/alpha_grad_norm", Gradients.Norm([.. gradients]));
        }

        GoldenWeightGradients.Compare(golden, comparison, supernet, crossEntropy);
        comparison.Verify();
    }

    private static void CompareBuffers(GoldenCase golden, GoldenComparison comparison, Supernet supernet)
    {
        var buffers = supernet.NamedStatistics.ToDictionary(b => b.Name, b => b.Value);
        foreach (var official in golden.NamesUnder("out/buffers_after/"))
            comparison.Add($"buffers_after/{official}", buffers[GoldenNetwork.NameIn(supernet, golden, official)], "buffers_after");
    }

    /// <summary>Whether the case has an edge without none, of which the official code leaves another operation out.</summary>
    private static bool EscapesTheOfficialEntropy(GoldenCase golden) => golden.Json.GetProperty("results")
        .GetProperty("edges_where_alpha_column_0_is_not_none").EnumerateObject().Any(kind => kind.Value.GetArrayLength() > 0);
}
