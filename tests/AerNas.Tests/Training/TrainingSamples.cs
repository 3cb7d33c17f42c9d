using AerNas.Genotypes;

namespace AerNas.Tests.Training;

/// <summary>Small things to train.</summary>
internal static class TrainingSamples
{
    public static Genotype DartsGenotype { get; } = GenotypeNotation.Parse(
        "Genotype(normal=[('sep_conv_3x3', 0), ('skip_connect', 1), ('max_pool_3x3', 0), ('skip_connect', 2), ('dil_conv_3x3', 1), "
        + "('skip_connect', 0), ('avg_pool_3x3', 2), ('skip_connect', 3)], normal_concat=range(2, 6), "
        + "reduce=[('max_pool_3x3', 0), ('skip_connect', 1), ('max_pool_3x3', 0), ('skip_connect', 2), ('sep_conv_3x3', 1), "
        + "('skip_connect', 2), ('max_pool_3x3', 1), ('skip_connect', 3)], reduce_concat=range(2, 6))");

    public static Genotype NasBench201Genotype { get; } =
        GenotypeNotation.Parse("|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_3x3~2|");
}
