using System.Text.Json;
using AerNas.Bilevel;
using AerNas.Genotypes;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Runtime;
using AerNas.Spaces;
using AerNas.Training;
using static TorchSharp.torch;
using DerivedNames = AerNas.Checkpoints.OfficialNames;

namespace AerNas.Tests.Parity;

/// <summary>
/// The evaluation networks of the official codes: an evaluation pass, then a training pass with its losses and gradients.
/// </summary>
public sealed class DerivedNetworkParityTests
{
    private const string UnstoredConvolution = "auxiliary.second.weight"; // which no case stores
    private const string SecondNorm = "auxiliary_head.features.6.";

    [Theory]
    [GoldenFolders("eval_network", BothPrecisions = true)]
    [GoldenFolders("eval_network_more_ops", BothPrecisions = true)]
    [GoldenFolders("eval_network_imagenet", BothPrecisions = true)]
    public void Forward_OfficialWeights_GivesOfficialLogitsLossesAndGradients(string folder, string precision) =>
        GoldenJudge.Run(folder, precision, (golden, precision) =>
    {
        foreach (var net in golden.Hyperparameters.GetProperty("nets").EnumerateArray())
        {
            var dtype = GoldenFoldersAttribute.DtypeOf(precision);
            foreach (var engine in dtype == ScalarType.Float32
                ? (NetworkEngine[])[NetworkEngine.Torch, NetworkEngine.Fused]
                : [NetworkEngine.Torch])
            {
                using var scope = NewDisposeScope();
                Compare(golden, net, dtype, engine);
            }
        }
    });

    private static void Compare(GoldenCase golden, JsonElement net, ScalarType dtype, NetworkEngine engine)
    {
        var name = net.GetProperty("name").GetString()!;
        var genotype = GoldenGenotype.Read(golden.Json.GetProperty("genotypes").GetProperty(net.GetProperty("genotype").GetString()!));
        var official = new DerivedNames(genotype, SkeletonOf(golden, net));
        var names = official.Weights.ToDictionary(weight => official.Of(weight.Name, official.Form!.Value), weight => weight.Name);
        using var stream = RandomStreams.Create(seed: 0, "weights");
        // the official code's kernels, see GoldenNetwork
        var layout = dtype == ScalarType.Float32 ? MemoryLayout.ChannelsFirst : MemoryLayout.Automatic;
        using var network = new DerivedNetwork(genotype, SkeletonOf(golden, net), new WeightSource(stream, dtype, CPU),
            new() { Engine = engine, Layout = layout });
        Load(golden, net, network, names);
        var comparison = new GoldenComparison(golden, dtype);
        var (images, labels) = (Images(golden, dtype), golden.Tensor("in/y", dtype));

        network.Training = false;
        using (no_grad()) comparison.Add($"{name}/eval_logits", network.Forward(images).Logits);
        network.Training = true;
        var (logits, auxiliary) = network.Forward(images); // [N, K] both
        var crossEntropy = new LabelSmoothing(0).Loss(logits, labels);
        var total = crossEntropy;
        comparison.Add($"{name}/train_logits", logits);
        comparison.Add($"{name}/train_ce", crossEntropy);
        comparison.Add($"{name}/train_label_smooth_loss", new LabelSmoothing(Number(golden, "label_smooth")).Loss(logits, labels));
        Assert.Equal(net.GetProperty("aux").GetBoolean(), auxiliary is not null);
        if (auxiliary is not null)
        {
            var auxiliaryLoss = new LabelSmoothing(0).Loss(auxiliary, labels);
            total = crossEntropy.Plus(auxiliaryLoss.Times(Number(golden, "aux_weight")));
            comparison.Add($"{name}/train_aux_logits", auxiliary);
            comparison.Add($"{name}/train_aux_ce", auxiliaryLoss);
        }

        comparison.Add($"{name}/train_total_loss", total);
        CompareState(golden, comparison, network, total, known => names[known], name);
        comparison.Verify();
    }

    private static void CompareState(
        GoldenCase golden, GoldenComparison comparison, DerivedNetwork network, Tensor total, Func<string, string> translate, string name)
    {
        var gradients = Gradients.Of(total, network.Weights);
        comparison.Add($"{name}/grad_norm_all_parameters", Gradients.Norm(gradients));
        var byName = network.ByParameter(gradients).ToDictionary(p => p.Name, p => p.Value);
        foreach (var official in golden.NamesUnder($"out/{name}/grad/"))
            comparison.Add($"{name}/grad/{official}", byName[translate(official)], $"{name}/grad");
        var buffers = network.NamedStatistics.ToDictionary(b => b.Name, b => b.Value);
        foreach (var official in golden.NamesUnder($"out/{name}/buffers_after/"))
            comparison.Add($"{name}/buffers_after/{official}", buffers[translate(official)], $"{name}/buffers_after");
    }

    private static Skeleton SkeletonOf(GoldenCase golden, JsonElement net)
    {
        var kind = net.GetProperty("kind").GetString()!;
        return new Skeleton
        {
            Form = kind.StartsWith("NetworkImageNet", StringComparison.Ordinal) ? SkeletonForm.ImageNet : SkeletonForm.Cifar,
            Channels = golden.Integer("C"),
            Layers = golden.Integer("layers"),
            Classes = golden.Integer("n_classes"),
            ImageSize = golden.Integer("image"),
            AuxiliaryHead = !net.GetProperty("aux").GetBoolean() ? AuxiliaryHead.None
                : kind.EndsWith("_pdarts", StringComparison.Ordinal) ? AuxiliaryHead.WithSecondBatchNorm : AuxiliaryHead.Official,
            BatchNormAfterPools = kind == "AugmentCNN",
        };
    }

    /// <summary>Loads the official weights; a network without the head's second batch norm may be given those of one that has it.</summary>
    private static void Load(GoldenCase golden, JsonElement net, DerivedNetwork network, Dictionary<string, string> names)
    {
        var owner = net.TryGetProperty("state_of", out var other) ? other.GetString() : net.GetProperty("name").GetString();
        var missing = network.NamedWeights.Select(p => p.Name).ToHashSet();
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var official in golden.NamesUnder($"state/{owner}/"))
        {
            if (!names.ContainsKey(official) && official.StartsWith(SecondNorm, StringComparison.Ordinal)) continue;
            var name = names[official];
            var target = Find(network, name);
            target.copy_(golden.Tensor($"state/{owner}/{official}", target.dtype));
            missing.Remove(name);
        }

        if (missing.Remove(UnstoredConvolution)) Fill(Find(network, UnstoredConvolution));
        Assert.Empty(missing);
    }

    private static Tensor Find(DerivedNetwork network, string name) =>
        network.NamedWeights.Concat(network.NamedStatistics).Where(p => p.Name == name).Select(p => p.Value).SingleOrDefault()
        ?? throw new KeyNotFoundException($"The network has no {name}.");

    /// <summary>The values that case.json states for the convolution it does not store (<c>aux_conv</c>).</summary>
    private static void Fill(Tensor target)
    {
        var values = Enumerable.Range(0, (int)target.numel()).Select(i => (float)((i * 7919L % 1009 - 504) / 1009.0 * 0.08)).ToArray();
        target.copy_(tensor(values).reshape(target.shape));
    }

    /// <summary>The images of a case. // [N, C, H, W]</summary>
    internal static Tensor Images(GoldenCase golden, ScalarType dtype)
    {
        var images = golden.Tensor("in/x", dtype); // [N, C, H, W]
        if (!golden.Hyperparameters.TryGetProperty("upsample", out var factor)) return images;
        return images.repeat_interleave(factor.GetInt32(), 2).repeat_interleave(factor.GetInt32(), 3); // [N, C, factor * H, factor * W]
    }

    private static double Number(GoldenCase golden, string name) => golden.Hyperparameters.GetProperty(name).GetDouble();
}
