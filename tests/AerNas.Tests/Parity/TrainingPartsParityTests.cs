using System.Globalization;
using AerNas.Bilevel;
using AerNas.Relaxations;
using AerNas.Schedules;
using AerNas.Training;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>The golden cases <c>drop_path_cutout_tau</c> but for their cutout: drop path, label smoothing, clipping, tau.</summary>
public sealed class TrainingPartsParityTests
{
    [Theory]
    [GoldenFolders("drop_path_cutout_tau")]
    public void Parts_OnRecordedInputs_GiveTheOfficialNumbers(string folder)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Read(folder);
        var comparison = new GoldenComparison(golden, ScalarType.Float32);
        CompareDropPath(golden, comparison);
        CompareLabelSmoothing(golden, comparison);
        CompareClipping(golden, comparison);
        comparison.Verify();
        CompareTemperature(golden);
    }

    private static void CompareDropPath(GoldenCase golden, GoldenComparison comparison)
    {
        foreach (var item in golden.Json.GetProperty("drop_path").GetProperty("cases").EnumerateArray())
        {
            var name = $"drop_path{item.GetProperty("index")}";
            var (x, mask) = (golden.Tensor($"in/{name}/x", ScalarType.Float32), golden.Tensor($"in/{name}/mask", ScalarType.Float32));
            comparison.Add($"{name}/y", DropPath.Apply(x, mask, item.GetProperty("drop_prob").GetDouble()));
        }
    }

    private static void CompareLabelSmoothing(GoldenCase golden, GoldenComparison comparison)
    {
        var logits = golden.Tensor("in/label_smooth/logits", ScalarType.Float32).requires_grad_();
        var epsilon = golden.Json.GetProperty("label_smooth").GetProperty("epsilon").GetDouble();
        var loss = new LabelSmoothing(epsilon).Loss(logits, golden.Tensor("in/label_smooth/y", ScalarType.Float32));
        comparison.Add("label_smooth/loss", loss);
        comparison.Add("label_smooth/grad", Gradients.Of(loss, [logits])[0]);
    }

    private static void CompareClipping(GoldenCase golden, GoldenComparison comparison)
    {
        var bounds = golden.Json.GetProperty("clip_grad_norm").GetProperty("max_norms").EnumerateArray()
            .Select(bound => bound.GetDouble()).ToArray();
        for (var i = 0; i < bounds.Length; i++)
        {
            var gradients = golden.NamesUnder("in/clip/").Order(StringComparer.Ordinal)
                .Select(name => golden.Tensor($"in/clip/{name}", ScalarType.Float32)).ToArray();
            comparison.Add($"clip{i}/norm", Gradients.ClipNorm(gradients, bounds[i]));
            for (var g = 0; g < gradients.Length; g++) comparison.Add($"clip{i}/grad{g}", gradients[g]);
        }
    }

    private static void CompareTemperature(GoldenCase golden)
    {
        var samples = golden.Json.GetProperty("gdas_tau").GetProperty("samples").EnumerateObject()
            .Select(sample => (Epoch: int.Parse(sample.Name, CultureInfo.InvariantCulture), Tau: sample.Value.GetDouble()))
            .OrderBy(sample => sample.Epoch).ToArray();
        var schedule = new LineSchedule(samples[0].Tau, samples[^1].Tau, LineEnd.LastEpoch);
        foreach (var (epoch, tau) in samples) Assert.Equal(tau, schedule.At(new(epoch, samples[^1].Epoch + 1)), 1e-12);
    }
}
