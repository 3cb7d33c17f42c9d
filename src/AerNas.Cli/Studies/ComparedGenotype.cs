using AerNas.Studies;

namespace AerNas.Cli.Studies;

/// <summary>One of the genotypes that an evaluation trains alike.</summary>
/// <param name="Argument">What names it on the command line.</param>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Found">What the argument means.</param>
/// <param name="Score">What a search gave it; null where that is not known.</param>
internal sealed record ComparedGenotype(string Argument, string Name, FoundGenotype Found, double? Score)
{
    /// <summary>Reads the genotypes of a command line.</summary>
    /// <param name="lists">Genotypes with commas between them.</param>
    /// <param name="scores">What a search gave them, in their order; none: the searches among them tell.</param>
    /// <exception cref="UsageException">One means nothing or is there twice, or the scores are not as many.</exception>
    /// <exception cref="GenotypeFormatException">One is a text with a mistake.</exception>
    public static IReadOnlyList<ComparedGenotype> Read(IEnumerable<string> lists, double[] scores)
    {
        string[] arguments = [.. lists.SelectMany(Split)];
        if (arguments.Length == 0)
            throw new UsageException("name what to compare by --genotypes A,B,C. See aernas evaluate --help.");
        if (scores.Length > 0 && scores.Length != arguments.Length)
            throw new UsageException($"--scores has {Counted.Of(scores.Length, "number")}, and --genotypes names {arguments.Length}.");
        var found = arguments.Select(argument => GenotypeArgument.Find(argument, nth: null)).ToArray();
        var twice = Enumerable.Range(0, found.Length).GroupBy(i => found[i].Genotype).FirstOrDefault(same => same.Count() > 1)?.ToArray();
        if (twice is [var first, var second, ..])
            throw new UsageException($"{arguments[first]} and {arguments[second]} are the same architecture; name it once.");
        string[] names = [.. found.Select((one, i) => ShortName(arguments[i], one, i + 1))];
        return [.. found.Select((one, i) => new ComparedGenotype(arguments[i],
            names.Count(name => name == names[i]) == 1 ? names[i] : arguments[i], one,
            scores.Length > 0 ? scores[i] : ScoreOf(arguments[i])))];
    }

    /// <summary>As a study has it.</summary>
    public StudyArchitecture ToArchitecture() => new() { Name = Name, Genotype = Found.Genotype.ToString(), Score = Score };

    /// <summary>Parts a list at the commas that stand outside brackets; the name of a file or folder may hold some.</summary>
    private static IEnumerable<string> Split(string list)
    {
        if (Path.Exists(list)) return [list];
        var (parts, depth, start) = (new List<string>(), 0, 0);
        for (var i = 0; i < list.Length; i++)
        {
            depth += list[i] is '(' or '[' or '{' ? 1 : list[i] is ')' or ']' or '}' ? -1 : 0;
            if (list[i] != ',' || depth > 0) continue;
            parts.Add(list[start..i]);
            start = i + 1;
        }

        return parts.Append(list[start..]).Select(part => part.Trim()).Where(part => part.Length > 0);
    }

    private static string ShortName(string argument, FoundGenotype found, int place) => found.Name
        ?? (Path.Exists(argument) ? Path.GetFileName(Path.TrimEndingDirectorySeparator(argument)) : $"genotype {place}");

    /// <summary>The supernet's validation accuracy of the architecture that a search ended with, in percent.</summary>
    private static double? ScoreOf(string folder)
    {
        if (!RunDirectory.Holds(folder)) return null;
        var run = RunDirectory.Open(folder);
        return RunRecord.Load(run).Is(RunKind.Search) && run.ReadResult()?["validationAccuracy"] is JsonValue value
            && value.TryGetValue<double>(out var accuracy) ? 100 * accuracy : null;
    }
}
