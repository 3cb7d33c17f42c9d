using System.Text.Json.Nodes;
using AerNas.Genotypes;
using AerNas.Runs;
using AerNas.Texts;

namespace AerNas.Cli;

/// <summary>Finds the genotype that an argument means: the text itself, a file, the folder of a run or model, or a published name.</summary>
internal static class GenotypeArgument
{
    /// <summary>What the argument means.</summary>
    /// <exception cref="UsageException">It means nothing.</exception>
    /// <exception cref="GenotypeFormatException">It is a text with a mistake.</exception>
    public static Genotype Resolve(string argument)
    {
        if (Directory.Exists(argument)) return OfFolder(argument);
        if (File.Exists(argument)) return OfText(ReadText(argument), argument);
        if (argument.AsSpan().TrimStart() is ['|' or '{', ..] || argument.Contains('(', StringComparison.Ordinal))
            return GenotypeNotation.Parse(argument);
        if (PublishedGenotypes.TryFind(argument, out var published)) return published;
        throw new UsageException(
            $"'{argument}' is no genotype, no file or folder, and no published name; published are {string.Join(", ", PublishedGenotypes.Names)}.");
    }

    private static Genotype OfFolder(string folder)
    {
        var model = Path.Combine(folder, "genotype.json");
        if (File.Exists(model)) return OfText(ReadText(model), model);
        var run = RunDirectory.Open(folder);
        if (run.ReadResult() is { } result) return OfRow(result, run.ResultFile);
        return run.Metrics.Read() is [.., var last]
            ? OfRow(last, run.Metrics.Path)
            : throw new UsageException($"{folder} has not found a genotype yet; go on with it by --resume.");
    }

    private static Genotype OfRow(JsonObject row, string file) => row["genotype"] is JsonValue value && value.TryGetValue<string>(out var text)
        ? OfText(text, file)
        : throw new UsageException($"{file} holds no genotype.");

    private static string ReadText(string file)
    {
        try
        {
            return JsonText.ReadFile(file);
        }
        catch (JsonFormatException e)
        {
            throw new UsageException($"{file} holds no genotype: {e.Message}");
        }
    }

    private static Genotype OfText(string text, string file) => GenotypeNotation.TryParse(text.Trim(), out var genotype, out var error)
        ? genotype
        : throw new UsageException($"{file}: {error.Message}");
}
