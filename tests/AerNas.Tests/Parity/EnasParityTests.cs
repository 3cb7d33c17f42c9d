using System.Text.Json;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Runtime;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>The controller of ENAS, its training and a step of the shared network against the official code.</summary>
public sealed class EnasParityTests
{
    private const double Percent = 100; // the case gives accuracies in percent

    [Theory]
    [GoldenFolders("nb201_enas", BothPrecisions = true)]
    public void Controller_RecordedChoices_GivesOfficialProbabilitiesAndGradients(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var dtype = GoldenFoldersAttribute.DtypeOf(precision);
        using var controller = ControllerOf(golden, dtype, new ControllerOptions());
        var comparison = new GoldenComparison(golden, dtype);
        var sample = controller.Score(GoldenPath.Read(golden, "in/sampled_arch")[0]);
        comparison.Add("controller/step_logits", sample.Logits);
        comparison.Add("controller/log_prob_sum", sample.LogProbability);
        comparison.Add("controller/entropy_sum", sample.Entropy);
        foreach (var (group, value) in new[] { ("controller/log_prob_grad", sample.LogProbability),
            ("controller/entropy_grad", sample.Entropy) })
        {
            var gradients = autograd.grad([value], [.. controller.Weights], retain_graph: true, allow_unused: true);
            Compare(comparison, golden, group, NamesOf(controller).Zip(gradients).ToDictionary(g => g.First, g => g.Second));
        }

        comparison.Verify();
    });

    [Theory]
    [GoldenFolders("nb201_enas", BothPrecisions = true, BothEngines = true)]
    public void SharedNetwork_SampledPath_GivesOfficialLogitsAndGradients(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var comparison = new GoldenComparison(golden, GoldenFoldersAttribute.DtypeOf(precision));
        using var pass = new GoldenPass(golden, precision);
        GoldenPath.CompareTraining(comparison, pass, GoldenPath.Read(golden, "in/sampled_arch")[0], "shared");
        comparison.Verify();
    });

    [Theory]
    [GoldenFolders("nb201_enas", BothPrecisions = true)]
    public void Training_PrescribedAccuracies_MovesTheControllerAsOfficial(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var dtype = GoldenFoldersAttribute.DtypeOf(precision);
        var tags = golden.NamesUnder("out/").Where(name => name.EndsWith("/returned", StringComparison.Ordinal))
            .Select(name => name.Split('/')[0]).ToArray();
        Assert.NotEmpty(tags);
        foreach (var tag in tags)
        {
            var options = OptionsOf(golden);
            using var controller = ControllerOf(golden, dtype, options);
            using var training = new ControllerTraining(controller, options) { Baseline = BaselineOf(golden, tag) };
            var epoch = Train(golden, controller, training);
            training.CompleteEpoch();
            var comparison = new GoldenComparison(golden, dtype);
            comparison.Add($"{tag}/returned", tensor(
                new[] { epoch.Loss, Percent * epoch.Accuracy, epoch.Baseline, epoch.Reward, epoch.LastBaseline }, ScalarType.Float64));
            comparison.Add($"{tag}/grad_norm", tensor(epoch.Updates.Select(u => u.GradientNorm).ToArray(), ScalarType.Float64));
            Compare(comparison, golden, $"{tag}/controller_after", NamesOf(controller).Zip(controller.Weights)
                .ToDictionary(g => g.First, g => g.Second));
            comparison.Verify();
            Assert.Equal(epoch.LastBaseline, training.Baseline);
        }
    });

    private static ControllerEpoch Train(GoldenCase golden, Controller controller, ControllerTraining training)
    {
        var paths = GoldenPath.Read(golden, "in/sampled_arch");
        var correct = golden.Tensor("in/val_correct", ScalarType.Float64).to(ScalarType.Float64).data<double>().ToArray();
        var judged = 0;
        return training.Learn(0, new ControllerTask(i => controller.Score(paths[i]), path =>
        {
            Assert.Equal(paths[judged], path);
            return correct[judged++] / golden.Integer("val_batch");
        }));
    }

    private static void Compare(GoldenComparison comparison, GoldenCase golden, string group, Dictionary<string, Tensor> ours)
    {
        var names = golden.NamesUnder($"out/{group}/").ToArray();
        Assert.Equal(ours.Count, names.Length);
        foreach (var official in names)
        {
            var value = ours[OfficialNames.OfController(official)];
            // ours has no dimension for the batch
            comparison.Add($"{group}/{official}", official == "input_vars" ? value.unsqueeze(0) : value, group);
        }
    }

    private static Controller ControllerOf(GoldenCase golden, ScalarType dtype, ControllerOptions options)
    {
        using var generator = RandomStreams.Create(seed: 0, "controller");
        using var noGrad = no_grad();
        var controller = new Controller(GoldenNetwork.NasBench201Space(golden), options, new WeightSource(generator, dtype, CPU));
        var targets = NamesOf(controller).Zip(controller.Weights).ToDictionary(t => t.First, t => t.Second);
        foreach (var official in golden.NamesUnder("controller/"))
        {
            targets.Remove(OfficialNames.OfController(official), out var target);
            target!.copy_(golden.Tensor($"controller/{official}", dtype).reshape(target.shape));
        }

        Assert.Empty(targets);
        return controller;
    }

    private static IEnumerable<string> NamesOf(Controller controller) => controller.named_parameters().Select(p => p.name);

    private static ControllerOptions OptionsOf(GoldenCase golden)
    {
        var betas = golden.Hyperparameters.GetProperty("controller_betas");
        return new ControllerOptions
        {
            LearningRate = Number(golden, "controller_lr"),
            Beta1 = betas[0].GetDouble(),
            Beta2 = betas[1].GetDouble(),
            Epsilon = Number(golden, "controller_eps"),
            Updates = golden.Integer("ctl_train_steps"),
            SamplesPerUpdate = golden.Integer("ctl_num_aggre"),
            EntropyWeight = Number(golden, "ctl_entropy_w"),
            BaselineDecay = Number(golden, "ctl_bl_dec"),
        };
    }

    private static double? BaselineOf(GoldenCase golden, string tag)
    {
        if (tag.EndsWith("_none", StringComparison.Ordinal)) return null;
        var baseline = golden.Hyperparameters.GetProperty("baseline");
        return baseline.ValueKind == JsonValueKind.Number ? baseline.GetDouble() : null;
    }

    private static double Number(GoldenCase golden, string name) => golden.Hyperparameters.GetProperty(name).GetDouble();
}
