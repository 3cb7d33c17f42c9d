using System.Text.Json;
using AerNas.Costs;
using AerNas.Genotypes;
using AerNas.Spaces;
using AerNas.Zoo;

namespace AerNas.Tests.Parity;

/// <summary>Costs of published genotypes, exact, as the official networks count them.</summary>
public sealed class GenotypeCostParityTests
{
    [Fact]
    public void Of_GoldenDartsGenotypes_CountsExactly()
    {
        foreach (var (entry, settings) in Entries())
        {
            var genotype = GoldenGenotype.Read(entry.GetProperty("genotype"));
            foreach (var network in new[] { "cifar", "imagenet", "augment_cnn" })
            {
                if (entry.TryGetProperty(network, out var expected) && expected.ValueKind == JsonValueKind.Object)
                    AssertCosts($"{entry.GetProperty("name")} {network}", expected,
                        head => GenotypeCost.Of(genotype, SkeletonOf(network, settings, head)));
            }
        }
    }

    [Fact]
    public void Find_GoldenNames_GivesTheGoldenGenotypes()
    {
        foreach (var (entry, _) in Entries())
        {
            if (GenotypeZoo.TryFind(entry.GetProperty("name").GetString(), out var published))
                Assert.Equal(GoldenGenotype.Read(entry.GetProperty("genotype")), published.Architecture);
        }
    }

    [Fact]
    public void Of_GoldenNasBench201Cells_CountsExactly()
    {
        foreach (var root in GoldenDocuments.Of("nb201_cost"))
        {
            foreach (var entry in root.GetProperty("cases").EnumerateArray())
            {
                var genotype = GenotypeNotation.Parse(entry.GetProperty("arch").GetString()!);
                foreach (var setting in root.GetProperty("settings").EnumerateArray())
                {
                    var cost = GenotypeCost.Of(genotype, NasBench201Skeleton(setting));
                    var expected = entry.GetProperty(setting.GetProperty("name").GetString()!);
                    Assert.Equal(expected.GetProperty("params").GetInt64(), cost.Parameters);
                    Assert.Equal(expected.GetProperty("flops").GetInt64(), cost.Flops);
                }
            }
        }
    }

    [Fact]
    public void Structure_GoldenNasBench201Cells_HasTheOfficialValidityAndKey()
    {
        foreach (var root in GoldenDocuments.Of("nb201_genotype"))
        {
            foreach (var entry in root.GetProperty("cases").EnumerateArray())
            {
                var text = entry.GetProperty("arch").GetString()!;
                var genotype = GenotypeNotation.Parse(text);
                Assert.Equal(text, genotype.ToString());
                Assert.Equal(entry.GetProperty("valid").GetBoolean(), UnreachedParts.LeadsThrough(genotype));
                Assert.Equal(entry.GetProperty("unique_str").GetString(), NasBench201Structure.IsomorphismKey(genotype));
            }
        }
    }

    private static IEnumerable<(JsonElement Entry, JsonElement Settings)> Entries() =>
        from root in GoldenDocuments.Of("genotype_costs")
        from entry in root.GetProperty("entries").EnumerateArray()
        select (entry, root.GetProperty("settings"));

    private static void AssertCosts(string subject, JsonElement expected, Func<AuxiliaryHead, GenotypeCost> count)
    {
        var official = count(AuxiliaryHead.Official);
        var counted = new Dictionary<string, long>
        {
            ["params"] = official.Parameters,
            ["params_with_aux"] = official.Training.Parameters,
            ["params_with_aux_pdarts_head"] = count(AuxiliaryHead.WithSecondBatchNorm).Training.Parameters,
            ["macs"] = official.MultiplyAdds,
            ["macs_conv"] = official.Network.ConvolutionMultiplyAdds,
            ["macs_linear"] = official.Network.LinearMultiplyAdds,
            ["macs_with_aux"] = official.Training.MultiplyAdds,
        };
        var judged = expected.EnumerateObject().Where(field => counted.ContainsKey(field.Name)).ToArray();
        Assert.NotEmpty(judged);
        foreach (var field in judged)
            Assert.True(field.Value.GetInt64() == counted[field.Name],
                $"{subject} {field.Name}: {field.Value} expected, {counted[field.Name]} counted.");
    }

    private static Skeleton SkeletonOf(string network, JsonElement settings, AuxiliaryHead head)
    {
        var size = settings.TryGetProperty(network, out var own) ? own : settings.GetProperty("cifar"); // augment_cnn shares CIFAR's
        return new Skeleton
        {
            Form = network == "imagenet" ? SkeletonForm.ImageNet : SkeletonForm.Cifar,
            Channels = size.GetProperty("C").GetInt32(),
            Layers = size.GetProperty("layers").GetInt32(),
            Classes = size.GetProperty("classes").GetInt32(),
            ImageSize = size.GetProperty("size").GetInt32(),
            AuxiliaryHead = head,
            BatchNormAfterPools = network == "augment_cnn",
        };
    }

    private static Skeleton NasBench201Skeleton(JsonElement setting) => new()
    {
        Form = SkeletonForm.NasBench201,
        Channels = setting.GetProperty("C").GetInt32(),
        Cells = setting.GetProperty("N").GetInt32(),
        Classes = setting.GetProperty("num_classes").GetInt32(),
        InputChannels = setting.GetProperty("input_shape")[1].GetInt32(),
        ImageSize = setting.GetProperty("input_shape")[2].GetInt32(),
    };
}
