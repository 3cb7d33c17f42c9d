using System.Text.Json;
using AerNas.Export;
using AerNas.Runs;
using static TorchSharp.torch;

namespace AerNas.Tests.Parity;

/// <summary>Official weights by their official names, imported as a user does it, give the official logits.</summary>
public sealed class ImportParityTests
{
    private const string Unstored = "features.5.weight", UnstoredOfPtDarts = "net.5.weight";

    [Theory]
    [GoldenFolders("eval_network")]
    [GoldenFolders("eval_network_more_ops")]
    [GoldenFolders("eval_network_imagenet")]
    public void Import_OfficialState_GivesOfficialLogits(string folder) => GoldenJudge.Run(folder, "float32", (golden, _) =>
    {
        using var place = new TemporaryFolder();
        foreach (var net in golden.Hyperparameters.GetProperty("nets").EnumerateArray())
        {
            if (net.TryGetProperty("state_of", out JsonElement _)) continue;
            using var scope = NewDisposeScope();
            var name = net.GetProperty("name").GetString()!;
            var genotype = GoldenGenotype.Read(golden.Json.GetProperty("genotypes").GetProperty(net.GetProperty("genotype").GetString()!));
            AtomicFile.Write(place["weights.safetensors"], stream => stream.Write(SafetensorsFile.Serialize(
                [.. State(golden, name, net)], new Dictionary<string, string>())));

            ModelImport.Import(
                place["weights.safetensors"], genotype, place["model"], new ImportOptions { ImageSize = golden.Integer("image") });
            ModelImport.WriteOfficial(place["model"], place["back.safetensors"]);

            using var model = ModelFolder.Load(place["model"]);
            var comparison = new GoldenComparison(golden, ScalarType.Float32);
            var images = DerivedNetworkParityTests.Images(golden, ScalarType.Float32);
            using (no_grad()) comparison.Add($"{name}/eval_logits", model.Network.Forward(images).Logits);
            comparison.Verify();
            var (first, back) = (SafetensorsFile.Read(place["weights.safetensors"]), SafetensorsFile.Read(place["back.safetensors"]));
            Assert.Equal(first.Entries.Select(entry => entry.Name).Order(), back.Entries.Select(entry => entry.Name).Order());
            Assert.All(first.Entries, entry => Assert.True(entry.Data.Span.SequenceEqual(back[entry.Name].Data.Span), entry.Name));
        }
    });

    /// <summary>The state of a network, with zeros for the convolution of the auxiliary head that no case stores.</summary>
    private static IEnumerable<SafetensorsEntry> State(GoldenCase golden, string net, JsonElement settings)
    {
        var prefix = $"state/{net}/";
        var names = golden.NamesUnder(prefix).ToArray();
        foreach (var name in names)
        {
            var tensor = golden.Tensor(prefix + name, ScalarType.Float32);
            yield return new SafetensorsEntry(name, SafetensorsType.F32, [.. tensor.shape], tensor.contiguous().bytes.ToArray());
        }

        if (!settings.GetProperty("aux").GetBoolean() || names.Any(name => name.EndsWith(Unstored, StringComparison.Ordinal))) yield break;
        var unstored = names.Any(name => name.StartsWith("aux_head", StringComparison.Ordinal))
            ? "aux_head." + UnstoredOfPtDarts : "auxiliary_head." + Unstored;
        yield return new SafetensorsEntry(unstored, SafetensorsType.F32, [768, 128, 2, 2], new byte[768 * 128 * 4 * sizeof(float)]);
    }
}
