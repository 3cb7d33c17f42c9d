using AerNas.Methods;
using AerNas.Regularizers;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>FairDARTS against the official code: losses, gradients and steps.</summary>
public sealed class FairDartsParityTests
{
    [Theory]
    [GoldenFolders("fairdarts_first_order", BothPrecisions = true, BothEngines = true)]
    public void Losses_OfficialWeights_GiveOfficialGradients(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var dtype = GoldenFoldersAttribute.DtypeOf(precision);
        using var supernet = GoldenNetwork.DartsSupernet(golden, dtype, GoldenFoldersAttribute.EngineOf(precision));
        using var alpha = GoldenNetwork.AlphaOfKinds(golden, dtype, kind => $"arch/alphas_{GoldenNetwork.CellName(kind)}");
        var comparison = new GoldenComparison(golden, dtype);
        var logits = supernet.Forward(golden.Tensor("in/x", dtype), new SigmoidRelaxation().Relax(alpha, default)); // [N, K]
        var crossEntropy = nn.functional.cross_entropy(logits, golden.Tensor("in/y", dtype));
        comparison.Add("logits", logits);
        comparison.Add("ce_loss", crossEntropy);
        var weight = golden.Hyperparameters.GetProperty("aux_loss_weight").GetDouble();
        foreach (var (name, distance) in new[] { ("l2", ZeroOneDistance.Squared), ("l1", ZeroOneDistance.Absolute) })
        {
            var total = crossEntropy.Plus(new ZeroOneLoss(weight, distance).Penalty(alpha, default));
            comparison.Add($"{name}/zero_one", new ZeroOneLoss(1, distance).Penalty(alpha, default));
            comparison.Add($"{name}/total_loss", total);
            var gradients = autograd.grad([total], [.. alpha.Tensors], retain_graph: true);
            foreach (var (kind, gradient) in alpha.Space.CellKinds.Zip(gradients))
                comparison.Add($"{name}/alpha_grad/alphas_{GoldenNetwork.CellName(kind)}",
                    GoldenNetwork.OfOperations(golden, kind, gradient), $"{name}/alpha_grad");
        }

        GoldenWeightGradients.Compare(golden, comparison, supernet, crossEntropy);
        comparison.Verify();
    });

    [Theory]
    [GoldenFolders("fairdarts_trajectory", BothPrecisions = true, BothEngines = true)]
    public void Steps_OfficialBatches_FollowTheOfficialPath(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var published = FairDarts.Method.Published(SearchSpace.Darts).With(golden);
        var options =
            published.With<ZeroOneOptions>(
                loss => loss with { Weight = golden.Hyperparameters.GetProperty("aux_loss_weight").GetDouble() });
        foreach (var variant in golden.NamesUnder("arch/").Select(name => name.Split('/')[0]).Distinct())
        {
            using var scope = NewDisposeScope();
            using var run = new MethodTrajectory(golden, precision, FairDarts.Method, options,
                new() { Results = $"{variant}/", Start = $"arch/{variant}/" });
            for (var i = 0; i < golden.Integer("steps"); i++) run.Step(i);
            run.Verify();
        }
    });
}
