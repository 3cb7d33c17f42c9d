using System.Text.Json;
using System.Text.Json.Nodes;
using AerNas.Genotypes;
using AerNas.Runs;

namespace AerNas.Cli;

/// <summary>Finds the genotype that an argument means: the text itself, a file, the folder of a run or model, or a published name.</summary>
internal static class GenotypeArgument
{
    private const string Member = "genotype";

    /// <summary>What the argument means.</summary>
    /// <exception cref="UsageException">It means nothing.</exception>
    /// <exception cref="GenotypeFormatException">It is a text with a mistake.</exception>
    public static Genotype Resolve(string argument)
    {
        if (Directory.Exists(argument)) return OfFolder(argument);
        if (File.Exists(argument)) return OfText(File.ReadAllText(argument), argument);
        if (argument.AsSpan().TrimStart() is ['|' or '{', ..] || argument.Contains('(', StringComparison.Ordinal))
            return GenotypeNotation.Parse(argument);
        if (PublishedGenotypes.TryFind(argument, out var published)) return published;
        throw new UsageException(
            $"'{argument}' is no genotype, no file or folder, and no published name; published are {string.Join(", ", PublishedGenotypes.Names)}.");
    }

    private static Genotype OfFolder(string folder)
    {
        var model = Path.Combine(folder, "genotype.json");
        if (File.Exists(model)) return OfText(File.ReadAllText(model), model);
        var run = RunDirectory.Open(folder);
        if (File.Exists(run.ResultFile)) return OfText(Member, File.ReadAllText(run.ResultFile), run.ResultFile);
        var metrics = run.Metrics.Path;
        var last = File.Exists(metrics) ? File.ReadLines(metrics).LastOrDefault(line => line.Length > 0) : null;
        return last is null
            ? throw new UsageException($"{folder} has not found a genotype yet; go on with it by --resume.")
            : OfText(Member, last, metrics);
    }

    private static Genotype OfText(string member, string json, string file)
    {
        try
        {
            return JsonNode.Parse(json)?[member]?.GetValue<string>() is { } text
                ? OfText(text, file)
                : throw new UsageException($"{file} holds no genotype.");
        }
        catch (JsonException e)
        {
            throw new UsageException($"{file} is damaged: {e.Message}");
        }
    }

    private static Genotype OfText(string text, string file) => GenotypeNotation.TryParse(text.Trim(), out var genotype, out var error)
        ? genotype
        : throw new UsageException($"{file}: {error.Message}");
}
