using AerNas.Methods;
using AerNas.Networks;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Schedules;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>GDAS against the official code, with its recorded noise at several temperatures.</summary>
public sealed class GumbelParityTests
{
    [Theory]
    [GoldenFolders("nb201_gdas", BothPrecisions = true, BothEngines = true)]
    public void NasBench201_OfficialNoise_GivesOfficialChoicesLossesAndGradients(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var dtype = GoldenFoldersAttribute.DtypeOf(precision);
        using var alpha = GoldenNetwork.NasBench201Alpha(golden, dtype);
        foreach (var (tau, draw) in golden.Hyperparameters.GetProperty("taus").EnumerateArray().Select((tau, i) => (tau.GetDouble(), i)))
        {
            using var supernet = GoldenNetwork.NasBench201Supernet(golden, dtype, GoldenFoldersAttribute.EngineOf(precision));
            var mixture = GumbelRelaxation.Relax(alpha, _ => golden.Tensor($"in/gumbels/{draw}", dtype), tau);
            Compare(golden, dtype, supernet, alpha, mixture, $"draw{draw}");
        }
    });

    private static void Compare(GoldenCase golden, ScalarType dtype, Supernet supernet, ArchitectureParameters alpha,
        Mixture mixture, string draw)
    {
        var comparison = new GoldenComparison(golden, dtype);
        var kind = alpha.Space.CellKinds[0];
        var weights = mixture[kind]; // [E, O]
        comparison.Add($"{draw}/hardwts", weights);
        Assert.Equal(golden.Tensor($"out/{draw}/index", dtype).data<long>().ToArray(), weights.detach().argmax(dim: 1)
            .data<long>().ToArray());
        var logits = supernet.Forward(golden.Tensor("in/x", dtype), mixture); // [N, K]
        var crossEntropy = nn.functional.cross_entropy(logits, golden.Tensor("in/y", dtype));
        comparison.Add($"{draw}/logits", logits);
        comparison.Add($"{draw}/ce_loss", crossEntropy);
        comparison.Add($"{draw}/hardwts_grad", autograd.grad([crossEntropy], [weights], retain_graph: true, allow_unused: true)[0]);
        foreach (var lambda in golden.Hyperparameters.GetProperty("lambdas").EnumerateArray())
        {
            var group = $"{draw}/lambda_{GoldenRegularizer.NameOf(lambda)}";
            var regularizer = GoldenRegularizer.Of(lambda, ArchitectureEntropy.OfficialOperations(alpha.Space));
            var total = crossEntropy.Plus(regularizer.Penalty(alpha, new EpochProgress(0, 1)));
            comparison.Add($"{group}/total_loss", total);
            var gradient = autograd.grad([total], [.. alpha.Tensors], retain_graph: true, allow_unused: true)[0];
            comparison.Add($"{group}/alpha_grad/arch_parameters", gradient);
        }

        GoldenWeightGradients.Compare(golden, comparison, supernet, crossEntropy, $"{draw}/");
        comparison.Verify();
    }
}
