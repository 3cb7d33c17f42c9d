using System.Collections.Immutable;
using AerNas.Costs;
using AerNas.Fuzzing.Seeds;
using AerNas.Genotypes;
using AerNas.Genotypes.Drawing;
using AerNas.Zoo;

namespace AerNas.Fuzzing.Targets;

/// <summary>
/// Texts of architectures in every notation, as people paste them: by themselves, or several in a log or a Python file. Each that is read
/// is written again, costed and drawn.
/// </summary>
internal sealed class GenotypeTarget : IFuzzTarget
{
    private const int MostDrawn = 40; // edges
    private const string Cell = "|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_1x1~2|";
    private const string Pairs = "[('none', 0), ('sep_conv_3x3', 1)]",
        Triples = "[('skip_connect', 2, 0), ('sep_conv_3x3', 5, 1), ('none', 5, 2)]";

    public string Name => "genotypes";

    public int ShortInputs => 3_000;

    public ImmutableArray<FuzzInput> Seeds { get; } =
    [
        .. new[] { "DARTS_V2", "PC_DARTS_cifar" }.Select(name => GenotypeZoo.Find(name).Architecture)
            .SelectMany(genotype =>
                new[] { GenotypeNotation.Official(genotype), GenotypeNotation.OfficialNested(genotype), GenotypeNotation.Json(genotype) })
            .Append(Cell)
            .Append($"2019-07-11 15:56:08,968 genotype = Genotype(normal={Pairs}, normal_concat=range(2, 3), reduce={Pairs}, "
                + "reduce_concat=[2])\nvalid_acc 88.1\n")
            .Append($"# of two nodes\nA = Genotype(normal={Triples}, normal_concat=range(2, 6), reduce={Pairs}, reduce_concat=(2,), "
                + "connectN=3, connects=[[(0, 1), 'a)'], {{}}])")
            .Append($"<<<--->>> The 25-th epoch : {Cell}\n<<<--->>> The 26-th epoch : Structure(4 nodes with {Cell})\n")
            .Append($"{{'normal': {Pairs}, 'normal_concat': [2], 'reduce': {Pairs}, 'reduce_concat': list(range(2, 3))}} is the genotype")
            .Append("best: (4, 0, 3, 1, 4, 3) with 93.5 %, then [0, 0, 0, 0, 0, 0]")
            .Select(text => JsonWords.Seed("genotype", text)),
    ];

    public ImmutableArray<byte[]> Words { get; } = JsonWords.With(
        "Genotype(", "normal=", "reduce=", "normal_concat=", "range(2, 6)", "range(0, 999)", "[(", ")]", "('none', 0)", "'", "|", "~",
        "|+|", "~0", "~9", "none", "skip_connect",
        "\"family\"", "\"cells\"", "\"edges\"", "\"from\":", "\"to\": 999", "\"output\"", "\"darts\"", "\"nasbench201\"",
        "genotype = ", "Structure(4 nodes with ", "'normal': [", "'reduce_concat':", "connectN=None", "list(range(2, 6))", "('none', 5, 2)",
            "tensor(0.5)", "# ", "(4, 0, 3, 1, 4, 3)");

    public ImmutableArray<Type> Refusals { get; } = [typeof(GenotypeFormatException)];

    public byte[] Mend(FuzzInput input) => TokenMutation.Of(Seeds, input);

    public void Read(FuzzInput input)
    {
        var text = input.Text();
        var read = GenotypeNotation.FindIn(text).Count(position => MayRead(text, position));
        if (GenotypeNotation.TryParse(text, out var genotype, out var error)) Use(genotype);
        else if (read == 0) throw error;
    }

    /// <summary>Reads one of several genotypes; what is wrong with it is no fault of the others.</summary>
    private static bool MayRead(string text, int position)
    {
        try
        {
            Use(GenotypeNotation.ParseAt(text, position));
            return true;
        }
        catch (GenotypeFormatException e)
        {
            if (e.Position >= position && e.Position <= text.Length) return false;
            throw new InvalidOperationException($"begins at {position} and is said to be wrong at {e.Position}", e);
        }
    }

    private static void Use(Genotype genotype)
    {
        foreach (var text in new[] { GenotypeNotation.Official(genotype), GenotypeNotation.OfficialNested(genotype),
            GenotypeNotation.Json(genotype) })
            if (!GenotypeNotation.Parse(text).Equals(genotype)) throw new InvalidOperationException($"reads back otherwise: {text}");
        GenotypeCost.Of(genotype, Skeleton.Of(genotype.Space));
        if (genotype.CellKinds.All(kind => genotype[kind].Edges.Length <= MostDrawn)) GenotypeDrawing.Svg(genotype);
    }
}
