using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;
using AerNas.Methods;
using AerNas.Spaces;

namespace AerNas.Tests.Parity;

/// <summary>Several alternating steps of the official training loops, first and second order, with and without the regularizer.</summary>
public sealed class TrajectoryParityTests
{
    private const double OfficialV2Clip = 5; // DARTS-V2-AER.py passes 5 itself and ignores the option that V1 reads

    [Theory]
    [GoldenFolders("darts_trajectory", BothPrecisions = true, BothEngines = true)]
    public void Darts_OfficialBatches_FollowTheOfficialPath(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var hyper = golden.Hyperparameters;
        foreach (var variant in new[] { "first_order", "first_order_aer", "second_order", "second_order_aer" })
        {
            var method = variant.StartsWith("second", StringComparison.Ordinal) ? DartsV2.Method : DartsV1.Method;
            var aer = variant.EndsWith("aer", StringComparison.Ordinal);
            var published = method.Published(SearchSpace.Darts);
            var run = new Trajectory(golden, precision, variant, method)
            {
                Options = published with
                {
                    Weights = published.Weights with
                    {
                        Momentum = hyper.GetProperty("w_momentum").GetDouble(),
                        WeightDecay = hyper.GetProperty("w_weight_decay").GetDouble(),
                        GradientClip = hyper.GetProperty("w_grad_clip").GetDouble(),
                    },
                    Alpha = published.Alpha with
                    {
                        LearningRate = hyper.GetProperty("alpha_lr").GetDouble(),
                        Beta1 = hyper.GetProperty("alpha_betas")[0].GetDouble(),
                        Beta2 = hyper.GetProperty("alpha_betas")[1].GetDouble(),
                        WeightDecay = hyper.GetProperty("alpha_weight_decay").GetDouble(),
                    },
                },
                Lambdas = aer ? hyper.GetProperty("aer_lambda_per_epoch") : null,
                LearningRate = epoch => aer ? hyper.GetProperty("aer_lr_per_epoch")[epoch]
                    .GetDouble() : hyper.GetProperty("w_lr").GetDouble(),
                Names = new TrajectoryNames("train_ce", "val_ce", "grad_norm_before_clip"),
            };
            var genotype = run.Compare();
            Assert.Equal(GoldenGenotype.ReadNested(golden.Json.GetProperty("results").GetProperty(variant)), genotype);
        }
    });

    [Theory]
    [GoldenFolders("pcdarts_trajectory", BothPrecisions = true, BothEngines = true)]
    public void PcDarts_OfficialBatches_FollowTheOfficialPath(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var hyper = golden.Hyperparameters;
        var published = PcDarts.Method.Published(SearchSpace.Darts);
        var indices = hyper.GetProperty("epoch_indices");
        var run = new Trajectory(golden, precision, variant: "", PcDarts.Method)
        {
            Options = As(published, hyper),
            Epochs = indices.GetArrayLength(),
            AlphaLearns = epoch => published.MomentAt(new(indices[epoch].GetInt32(), 0)).AlphaLearns,
            Lambdas = hyper.GetProperty("lambda_per_epoch"),
            LearningRate = epoch => hyper.GetProperty("lr_per_epoch")[epoch].GetDouble(),
            Names = new TrajectoryNames("train_ce", "val_ce", "weight_grad_norm_before_clip", Architecture: "arch"),
        };
        Assert.Equal(GoldenGenotype.Read(golden.Json.GetProperty("results").GetProperty("genotype")), run.Compare());
    });

    [Theory]
    [GoldenFolders("pdarts_trajectory", BothPrecisions = true, BothEngines = true)]
    public void PDarts_OfficialBatches_FollowTheOfficialPath(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        Assert.SkipWhen(
            precision.EndsWith("fused", StringComparison.Ordinal) && !Fma.IsSupported && !AdvSimd.IsSupported,
            "Multiply-adds round twice on this machine, and the published case parts from the official path by up to 5e-3 "
            + "there. Why is not known yet.");
        var hyper = golden.Hyperparameters;
        var options = As(PDarts.Method.Published(SearchSpace.Darts), hyper);
        var run = new Trajectory(golden, precision, variant: "", PDarts.Method)
        {
            Options = options with
            {
                Alpha = options.Alpha with { GradientClip = hyper.GetProperty("grad_clip").GetDouble() },
                Own = new PDartsOptions { Stages = [new() { SkipDropout = hyper.GetProperty("p").GetDouble() }] },
            },
            AlphaLearns = epoch => hyper.GetProperty("train_arch_per_epoch")[epoch].GetBoolean(),
            Lambdas = hyper.GetProperty("lambda_per_epoch"),
            LearningRate = epoch => hyper.GetProperty("lr_per_epoch")[epoch].GetDouble(),
            Names = new TrajectoryNames("train_ce", "val_ce", "weight_grad_norm_before_clip")
            {
                ArchitectureGradient = "alpha_grad_after_clip",
            },
        };
        run.Compare();
    });

    [Theory]
    [GoldenFolders("nb201_trajectory", BothPrecisions = true, BothEngines = true)]
    public void NasBench201_OfficialBatches_FollowTheOfficialPath(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        var hyper = golden.Hyperparameters;
        foreach (var variant in new[] { "v1", "v1_aer", "v2", "v2_aer" })
        {
            var method = variant.StartsWith("v2", StringComparison.Ordinal) ? DartsV2.Method : DartsV1.Method;
            var published = method.Published(SearchSpace.NasBench201);
            var options = published with
            {
                Weights = published.Weights with
                {
                    LearningRate = hyper.GetProperty("w_lr").GetDouble(),
                    MinimumLearningRate = hyper.GetProperty("eta_min").GetDouble(),
                    Momentum = hyper.GetProperty("momentum").GetDouble(),
                    WeightDecay = hyper.GetProperty("decay").GetDouble(),
                    Nesterov = hyper.GetProperty("nesterov").GetBoolean(),
                    GradientClip = method == DartsV2.Method ? OfficialV2Clip : hyper.GetProperty("gradient_clip").GetDouble(),
                },
                Alpha = published.Alpha with
                {
                    LearningRate = hyper.GetProperty("arch_learning_rate").GetDouble(),
                    WeightDecay = hyper.GetProperty("arch_weight_decay").GetDouble(),
                },
            };
            var run = new Trajectory(golden, precision, variant, method)
            {
                Options = options,
                Lambdas = variant.EndsWith("aer", StringComparison.Ordinal) ? hyper.GetProperty("lambda_per_epoch") : null,
                LearningRate = epoch => options.Weights.LearningRateAt(new(epoch, hyper.GetProperty("epochs").GetInt32())),
                Names = new TrajectoryNames("base_ce", "arch_ce", "clip_total_norm"),
            };
            var genotype = run.Compare();
            Assert.Equal(golden.Json.GetProperty("results").GetProperty(variant).GetProperty("genotype").GetString(), genotype.ToString());
        }
    });

    /// <summary>Published options with the hyperparameters of a case from the repositories of P-DARTS and PC-DARTS.</summary>
    private static SearchOptions As(SearchOptions published, JsonElement hyper) => published with
    {
        Weights = published.Weights with
        {
            Momentum = hyper.GetProperty("momentum").GetDouble(),
            WeightDecay = hyper.GetProperty("weight_decay").GetDouble(),
            GradientClip = hyper.GetProperty("grad_clip").GetDouble(),
        },
        Alpha = published.Alpha with
        {
            LearningRate = hyper.GetProperty("arch_learning_rate").GetDouble(),
            WeightDecay = hyper.GetProperty("arch_weight_decay").GetDouble(),
        },
    };
}
