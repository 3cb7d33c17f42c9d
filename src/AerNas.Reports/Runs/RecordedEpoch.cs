using System.Globalization;
using System.Text.Json;

namespace AerNas.Reports.Runs;

/// <summary>One epoch of a run, as a row of <c>metrics.jsonl</c> tells of it.</summary>
public sealed record RecordedEpoch
{
    /// <summary>The member that counts the rows.</summary>
    internal const string Counter = "epoch";

    private const string AlphaMember = "alpha", ProbabilityMember = "probability";
    private const int LargestNode = 1000; // as in genotypes

    /// <summary>Members that are no curve: what has a place of its own, or differs between two equal runs.</summary>
    private static readonly ImmutableHashSet<string> NoCurves = [Counter, "evaluation", AlphaMember, ProbabilityMember];

    /// <summary>The epoch, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>Its numbers by name; those of objects inside the row by path, as in <c>indicators.skips</c>.</summary>
    public required ImmutableSortedDictionary<string, double> Numbers { get; init; }

    /// <summary>The architecture its alphas stand for; null where none was recorded.</summary>
    public Genotype? Genotype { get; init; }

    /// <summary>What a search advised after it; null where nothing was wrong.</summary>
    public string? Advice { get; init; }

    /// <summary>Alpha by kind of cell, edge and operation; null where none was recorded.</summary>
    public JsonObject? Alpha { get; init; }

    /// <summary>The probabilities that alpha stands for, likewise; null where they are softmax(alpha).</summary>
    public JsonObject? Probability { get; init; }

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="number">Its epoch, from 0.</param>
    /// <param name="run">The run, for messages.</param>
    /// <exception cref="RunStorageException">It has a genotype that is none, or alphas that are no numbers.</exception>
    public static RecordedEpoch Of(JsonObject row, int number, RunDirectory run)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(run);
        var numbers = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        Collect(row, "", numbers);
        return new RecordedEpoch
        {
            Epoch = number,
            Numbers = numbers.ToImmutable(),
            Genotype = GenotypeOf(row, number, run),
            Advice = row["advice"] is JsonValue advice && advice.TryGetValue<string>(out var sentence) ? sentence : null,
            Alpha = ByOperation(row, AlphaMember, number, run),
            Probability = ByOperation(row, ProbabilityMember, number, run),
        };
    }

    /// <summary>A member that has a number for each operation, if each of them is one.</summary>
    private static JsonObject? ByOperation(JsonObject row, string member, int epoch, RunDirectory run)
    {
        if (row[member] is not { } numbers) return null;
        foreach (var (kind, edges) in numbers as JsonObject ?? throw Damaged(member))
        {
            if (kind.Length == 0 || !kind.All(char.IsAsciiLetterOrDigit)) throw Damaged($"{member}.{kind}"); // figures are named by it
            foreach (var (edge, operations) in edges as JsonObject ?? throw Damaged($"{member}.{kind}"))
            {
                if (edge.Split("<-") is not [var to, var from] || !IsNode(to) || !IsNode(from)) throw Damaged($"{member}.{kind}.{edge}");
                foreach (var (operation, value) in operations as JsonObject ?? throw Damaged($"{member}.{kind}.{edge}"))
                {
                    if (value is not null && !(value is JsonValue leaf && leaf.TryGetValue(out double _)))
                        throw Damaged($"{member}.{kind}.{edge}.{operation}");
                }
            }
        }

        return (JsonObject)numbers;

        RunStorageException Damaged(string path) =>
            new(run.Metrics.Path, $"{run.Metrics.Path} is damaged: {path} of epoch {epoch} is none; "
            + "it is a number by operation, by edge (2<-0) and by kind of cell. Take the line out to go without it, "
            + "or copy the file anew.");
    }

    private static bool IsNode(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var node) && node < LargestNode;

    private static void Collect(JsonObject row, string prefix, ImmutableSortedDictionary<string, double>.Builder numbers)
    {
        foreach (var (name, value) in row)
        {
            if (prefix.Length == 0 && NoCurves.Contains(name)) continue;
            if (value is JsonObject inner) Collect(inner, $"{prefix}{name}.", numbers);
            else if (value is JsonValue leaf && leaf.GetValueKind() == JsonValueKind.Number)
                numbers[prefix + name] = leaf.GetValue<double>();
        }
    }

    private static Genotype? GenotypeOf(JsonObject row, int epoch, RunDirectory run)
    {
        if (row["genotype"] is not JsonValue value || !value.TryGetValue<string>(out var text)) return null;
        return GenotypeNotation.TryParse(text, out var genotype, out var error)
            ? genotype
            : throw new RunStorageException(run.Path,
                $"{run.Path}: the genotype of epoch {epoch} in metrics.jsonl is not well formed: {error.Message}");
    }
}
