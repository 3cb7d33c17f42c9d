using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using AerNas.Genotypes.Notations;

namespace AerNas.Genotypes;

/// <summary>The text forms of a genotype: the official notation of its space, as the official codes write and print it, the numbers of
/// NASLib, and JSON. What is written in the official notation or in JSON reads back as an equal value. Texts are parsed, never
/// evaluated.</summary>
public static class GenotypeNotation
{
    private const string Expected = "Genotype(normal=...), a NAS-Bench-201 string |op~0|+... or a JSON object";
    private const string Space = @"(?:\s|#[^\n]*\n)*"; // Python's comments as well

    /// <summary>What a genotype begins with in a text of other things; nothing of it has to be tried at a second place.</summary>
    private static readonly Regex Beginnings = new(
        $@"\bGenotype{Space}\({Space}(?:normal|reduce|connect)\w*{Space}=|"
        + $@"\{{{Space}['""](?:normal|reduce)(?:_concat)?['""]{Space}:{Space}[\[(lrt]|\|\s*\w+\s*~\s*0\s*\|\s*\+",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly Regex Indices =
        new(@"[\[(]\s*[0-4](?:\s*,\s*[0-4]){5}\s*,?\s*[\])]", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Reads any of the text forms; what it begins with tells which.</summary>
    /// <exception cref="GenotypeFormatException">It is none of them; carries the position and what was expected there.</exception>
    public static Genotype Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new NotationReader(text);
        if (reader.Peek == '{' && !IsDictionary(text, reader.Position)) return JsonNotation.Parse(text);
        var genotype = Take(reader);
        reader.TakeEnd();
        return genotype;
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

    /// <summary>Where genotypes begin in a text of other things, such as a log, a Python file or <c>Structure(4 nodes with |...|)</c>:
    /// those of the official notations, or where there is none, NASLib's numbers. Whether they are well formed <see cref="ParseAt"/>
    /// tells.</summary>
    /// <returns>Positions in characters from 0, ascending.</returns>
    public static ImmutableArray<int> FindIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = Positions(Beginnings, text);
        return found.IsEmpty ? Positions(Indices, text) : found;
    }

    /// <summary>Reads the genotype that begins at a position of a text; what follows it is not looked at.</summary>
    /// <exception cref="GenotypeFormatException">There is none, or it is not well formed; carries the position in the text.</exception>
    public static Genotype ParseAt(string text, int position)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Take(new NotationReader(text, position));
    }

    /// <summary>The notation of the genotype's space; of one without an official notation JSON on one line. Official ones are
    /// <c>Genotype(normal=[('sep_conv_3x3', 0), ...], ...)</c> with two pairs per node as in quark0/darts (nested where a node has another
    /// number of edges), or <c>|op~0|+|op~0|op~1|+|op~0|op~1|op~2|</c>.</summary>
    public static string Official(Genotype genotype) => Write(genotype, nested: false);

    /// <summary>What a person reads: <see cref="Official"/> where there is such a notation, else the operations of each cell.</summary>
    public static string Brief(Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        if (genotype.Space.Notation != GenotypeForm.Json) return Official(genotype);
        if (!genotype.Space.LeavesAChoice) return genotype.Space.Name;
        return $"{genotype.Space.Name}: {string.Join("; ", genotype.CellKinds.Select(kind => $"{kind.Word} {Edges(genotype[kind])}"))}";

        string Edges(CellGenotype cell) => genotype.Space.Edges.Length == 1
            ? $"{cell.Edges[0].Operation}"
            : string.Join(", ", cell.Edges.Select(choice => $"{choice.Edge} {choice.Operation}"));
    }

    /// <summary>As <see cref="Official"/>, with the pairs of each node in a list of their own (pt.darts, DARTS-AER).</summary>
    public static string OfficialNested(Genotype genotype) => Write(genotype, nested: true);

    /// <summary>An indented JSON object of <c>family</c>, the name of its space, or <c>space</c>, the definition of one that has no
    /// notation of its own, and <c>cells</c>, each with its <c>edges</c> and <c>output</c>.</summary>
    public static string Json(Genotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return JsonNotation.Write(genotype, indented: true);
    }

    private static Genotype Take(NotationReader reader) => reader.Peek switch
    {
        '|' => NasBench201Notation.Take(reader),
        '(' or '[' => NasBench201Indices.Take(reader),
        '{' or '_' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') => DartsNotation.Take(reader),
        _ => throw reader.Unexpected(Expected),
    };

    /// <summary>Whether a brace opens Python's dictionary of the official notation, not an object of the JSON form.</summary>
    private static bool IsDictionary(string text, int brace) =>
        Beginnings.Match(text, brace) is { Success: true, Index: var first } && first == brace;

    private static ImmutableArray<int> Positions(Regex beginning, string text)
    {
        var positions = ImmutableArray.CreateBuilder<int>();
        foreach (var match in beginning.EnumerateMatches(text)) positions.Add(match.Index);
        return positions.ToImmutable();
    }

    private static string Write(Genotype genotype, bool nested)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return genotype.Space.Notation switch
        {
            GenotypeForm.NasBench201 => NasBench201Notation.Write(genotype[genotype.CellKinds[0]]),
            GenotypeForm.Darts => DartsNotation.Write(genotype, nested),
            _ => JsonNotation.Write(genotype, indented: false),
        };
    }
}
