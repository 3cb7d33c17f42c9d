using AerNas.Export;
using AerNas.Genotypes;
using AerNas.Networks;
using AerNas.Runtime;
using static TorchSharp.torch;

namespace AerNas.Fuzzing.Seeds;

/// <summary>The smallest model: one channel, images of 4 pixels, two classes.</summary>
internal static class SmallModel
{
    /// <summary>Makes it, for its caller to dispose.</summary>
    public static (ModelCard Card, DerivedNetwork Network) Create()
    {
        var skeleton = Skeleton.NasBench201 with { Channels = 1, Cells = 1, Classes = 2, ImageSize = 4 };
        var genotype = GenotypeNotation.Parse("|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|avg_pool_3x3~1|none~2|");
        using var draws = RandomStreams.Create(0, "weights");
        return (new ModelCard
        {
            Format = ModelCard.CurrentFormat,
            Skeleton = skeleton,
            Dataset = "d",
            ClassNames = ["a", "b"],
            Mean = [0.5, 0.5, 0.5],
            Std = [0.2, 0.2, 0.2],
            TestAccuracy = 0.5,
            Versions = new Dictionary<string, string> { ["aernas"] = "1" },
        }, new DerivedNetwork(genotype, skeleton, new WeightSource(draws, ScalarType.Float32, CPU)));
    }
}
