using System.Collections.Immutable;
using AerNas.Fuzzing.Seeds;
using AerNas.Genotypes;
using AerNas.Genotypes.Costs;
using AerNas.Genotypes.Drawing;

namespace AerNas.Fuzzing.Targets;

/// <summary>Texts of architectures in every notation. One that is read is written again, costed and drawn.</summary>
internal sealed class GenotypeTarget : IFuzzTarget
{
    private const int MostDrawn = 40; // edges

    public string Name => "genotypes";

    public int ShortInputs => 3_000;

    public ImmutableArray<FuzzInput> Seeds { get; } =
    [
        .. new[] { "DARTS_V2", "PC_DARTS_cifar" }.Select(name => PublishedGenotypes.TryFind(name, out var genotype) ? genotype : null).OfType<Genotype>()
            .SelectMany(genotype => new[] { GenotypeNotation.Official(genotype), GenotypeNotation.OfficialNested(genotype), GenotypeNotation.Json(genotype) })
            .Append("|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_1x1~2|")
            .Select(text => JsonWords.Seed("genotype", text)),
    ];

    public ImmutableArray<byte[]> Words { get; } = JsonWords.With(
        "Genotype(", "normal=", "reduce=", "normal_concat=", "range(2, 6)", "range(0, 999)", "[(", ")]", "('none', 0)", "'", "|", "~", "|+|", "~0", "~9", "none", "skip_connect",
        "\"family\"", "\"cells\"", "\"edges\"", "\"from\":", "\"to\": 999", "\"output\"", "\"darts\"", "\"nasbench201\"");

    public ImmutableArray<Type> Refusals { get; } = [typeof(GenotypeFormatException)];

    public byte[] Mend(FuzzInput input) => TokenMutation.Of(Seeds, input);

    public void Read(FuzzInput input)
    {
        var genotype = GenotypeNotation.Parse(input.Text());
        foreach (var text in new[] { GenotypeNotation.Official(genotype), GenotypeNotation.OfficialNested(genotype), GenotypeNotation.Json(genotype) })
            if (!GenotypeNotation.Parse(text).Equals(genotype)) throw new InvalidOperationException($"reads back otherwise: {text}");
        GenotypeCost.Of(genotype, genotype.Family == GenotypeFamily.NasBench201 ? Skeleton.NasBench201 : Skeleton.Cifar);
        if (genotype.CellKinds.All(kind => genotype[kind].Edges.Length <= MostDrawn)) GenotypeDrawing.Svg(genotype);
    }
}
