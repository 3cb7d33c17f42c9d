using System.Diagnostics.CodeAnalysis;
using AerNas.Spaces;

namespace AerNas.Genotypes;

/// <summary>
/// The text forms of a genotype: the official notation of its family, and JSON. Every form reads back as an equal value. Texts are parsed,
/// never evaluated.
/// </summary>
public static class GenotypeNotation
{
    private const string Expected = "Genotype(normal=...), a NAS-Bench-201 string |op~0|+... or a JSON object";

    /// <summary>Reads any of the text forms; its first character tells which.</summary>
    /// <exception cref="GenotypeFormatException">It is none of them; carries the position and what was expected there.</exception>
    public static Genotype Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new NotationReader(text);
        return reader.Peek switch
        {
            '|' => NasBench201Notation.Parse(text),
            '{' => JsonNotation.Parse(text),
            var first when char.IsAsciiLetter(first) || first == '_' => DartsNotation.Parse(text),
            _ => throw reader.Unexpected(Expected),
        };
    }

    /// <summary>Reads any of the text forms, or says what is wrong with the text.</summary>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out Genotype? genotype, [NotNullWhen(false)] out GenotypeFormatException? error)
    {
        genotype = null;
        error = null;
        try
        {
            genotype = Parse(text ?? "");
        }
        catch (GenotypeFormatException e)
        {
            error = e;
        }

        return genotype is not null;
    }

    /// <summary>
    /// The official notation of the genotype's family: <c>Genotype(normal=[('sep_conv_3x3', 0), ...], ...)</c> with two pairs per node as in
    /// quark0/darts (nested where a node has another number of edges), or <c>|op~0|+|op~0|op~1|+|op~0|op~1|op~2|</c>.
    /// </summary>
    public static string Official(Genotype genotype) => Write(genotype, nested: false);

    /// <summary>As <see cref="Official"/>, with the pairs of each node in a list of their own (pt.darts, DARTS-AER).</summary>
    public static string OfficialNested(Genotype genotype) => Write(genotype, nested: true);

    /// <summary>An indented JSON object of <c>family</c> and <c>cells</c>, each with its <c>edges</c> and <c>output</c>.</summary>
    public static string Json(Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return JsonNotation.Write(genotype);
    }

    private static string Write(Genotype genotype, bool nested)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return genotype.Family == GenotypeFamily.NasBench201
            ? NasBench201Notation.Write(genotype[CellKind.Normal])
            : DartsNotation.Write(genotype, nested);
    }
}
