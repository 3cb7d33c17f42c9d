using System.Text;
using AerNas.Export;
using AerNas.Extensions;
using AerNas.Files;
using AerNas.Sampling;
using AerNas.Zoo;

namespace AerNas.Cli;

/// <summary>Finds the genotype that an argument means: the text itself, a file, the folder of a run or model, or a name of the zoo. Text
/// and file may hold more than the genotype, such as a log or a Python file; where they hold several, the last one is meant, unless
/// another is asked for.</summary>
internal static class GenotypeArgument
{
    private const int LongestFile = 64 << 20; // bytes; the log of a long search

    /// <summary>What the argument means.</summary>
    /// <exception cref="UsageException">It means nothing.</exception>
    /// <exception cref="GenotypeFormatException">It is a text with a mistake.</exception>
    public static Genotype Resolve(string argument) => Find(argument, nth: null).Genotype;

    /// <summary>What the argument means.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="nth">Which of several in a text is meant, from 1; null takes the last.</param>
    /// <exception cref="UsageException">It means nothing.</exception>
    /// <exception cref="GenotypeFormatException">It is a text with a mistake.</exception>
    public static FoundGenotype Find(string argument, int? nth)
    {
        if (Directory.Exists(argument)) return RequireOne(OfFolder(argument), nth);
        if (Path.Exists(argument)) return OfFile(argument, nth);
        if (GenotypeNotation.FindIn(argument) is { IsEmpty: false } found)
            return OfText(argument, Chosen(found.Length, nth, "the text"), found);
        if (argument.AsSpan().TrimStart() is ['|' or '{', ..] || argument.Contains('(', StringComparison.Ordinal))
            return RequireOne(new FoundGenotype(GenotypeNotation.Parse(argument)), nth);
        if (GenotypeZoo.TryFind(argument, out var entry))
            return RequireOne(new FoundGenotype(entry.Architecture) { Name = entry.Name }, nth);
        throw new UsageException($"'{argument}' is no genotype, no file or folder, and {NotInTheZoo(argument)}");
    }

    /// <summary>Says that the zoo has no architecture of a name, and which names are nearest to it.</summary>
    public static string NotInTheZoo(string name) => "no name of the zoo; nearest are "
        + $"{string.Join(", ", Suggestion.Nearest(name, GenotypeZoo.Names).Take(3))}, and aernas zoo lists all.";

    private static FoundGenotype OfFolder(string folder)
    {
        if (ModelFolder.Holds(folder))
        {
            var (card, genotype) = ModelFolder.Describe(folder);
            return new FoundGenotype(genotype) { Network = card.Skeleton };
        }

        var run = RunDirectory.Open(folder);
        if (Path.Combine(folder, ModelArgument.NameInRun) is var model && ModelFolder.Holds(model)) return OfFolder(model);
        if (run.ReadResult() is { } result) return new FoundGenotype(OfRow(result, run, run.ResultFile));
        if (run.Metrics.Read() is not [.., var last] rows)
            throw new UsageException($"{folder} has not found a genotype yet; go on with it by --resume.");
        return SamplingRun.IsIn(folder)
            ? new FoundGenotype(OfRow(rows.MaxBy(Accuracy)!, run, run.Metrics.Path))
            {
                Note = $"the best of the {Counted.Of(rows.Count, "architecture")} so far; the run is not finished.",
            }
            : new FoundGenotype(OfRow(last, run, run.Metrics.Path)) { Note = $"that of epoch {rows.Count}; the run is not finished." };
    }

    /// <summary>What an architecture came to; of a damaged row nothing.</summary>
    private static double Accuracy(JsonObject row) =>
        row["validationAccuracy"] is JsonValue value && value.TryGetValue<double>(out var accuracy) ? accuracy : double.NegativeInfinity;

    private static Genotype OfRow(JsonObject row, RunDirectory run, string file) =>
        row["genotype"] is not JsonValue value || !value.TryGetValue<string>(out var text)
            ? throw new UsageException($"{file} holds no genotype.")
        : GenotypeNotation.TryParse(text, out var genotype, out var error) ? genotype
        : throw new UsageException(ExtensionScope.MissingOf(run) ?? $"{file}: {error.Message}");

    private static FoundGenotype OfFile(string file, int? nth)
    {
        var text = Encoding.UTF8.GetString(RegularFile.ReadBytes(file, LongestFile)).TrimStart('\uFEFF');
        try
        {
            if (GenotypeNotation.FindIn(text) is { IsEmpty: false } found) return OfText(text, Chosen(found.Length, nth, file), found);
            return RequireOne(new FoundGenotype(GenotypeNotation.Parse(text)), nth);
        }
        catch (GenotypeFormatException e)
        {
            var line = 1 + text.AsSpan(0, e.Position).Count('\n');
            throw new UsageException(line == 1 ? $"{file}: {e.Message}" : $"{file}, line {line}: {e.Message}");
        }
    }

    private static FoundGenotype OfText(string text, int which, IReadOnlyList<int> found) =>
        new(GenotypeNotation.ParseAt(text, found[which - 1]))
        {
            Note = found.Count == 1 ? null : $"number {which} of the {found.Count} genotypes there; another one is taken by --nth N.",
        };

    private static int Chosen(int count, int? nth, string where) => nth is null ? count
        : nth >= 1 && nth <= count ? nth.Value
        : throw new UsageException($"--nth {nth}: {where} holds {Counted.Of(count, "genotype")}, counted from 1.");

    private static FoundGenotype RequireOne(FoundGenotype found, int? nth) => nth is null or 1
        ? found
        : throw new UsageException($"--nth {nth}: there is one genotype here; leave --nth out.");
}

/// <summary>A genotype that an argument means.</summary>
internal sealed record FoundGenotype(Genotype Genotype)
{
    /// <summary>Which of several it is, as a sentence; null where it stands alone.</summary>
    public string? Note { get; init; }

    /// <summary>Its name in the zoo; null where it was not named.</summary>
    public string? Name { get; init; }

    /// <summary>The network of the model that it was read from; null where it comes from no model.</summary>
    public Skeleton? Network { get; init; }
}
