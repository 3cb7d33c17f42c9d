using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using AerNas.Genotypes;
using AerNas.Runs;

namespace AerNas.Reports.Runs;

/// <summary>One epoch of a run, as a row of <c>metrics.jsonl</c> tells of it.</summary>
public sealed record RecordedEpoch
{
    private const string AlphaMember = "alpha";

    /// <summary>Members that are no curve: what has a place of its own, or differs between two equal runs.</summary>
    private static readonly ImmutableHashSet<string> NoCurves = ["epoch", AlphaMember];

    /// <summary>The epoch, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>Its numbers by name; those of objects inside the row by path, as in <c>indicators.skips</c>.</summary>
    public required ImmutableSortedDictionary<string, double> Numbers { get; init; }

    /// <summary>The architecture its alphas stand for; null where none was recorded.</summary>
    public Genotype? Genotype { get; init; }

    /// <summary>Alpha by kind of cell, edge and operation; null where none was recorded.</summary>
    public JsonObject? Alpha { get; init; }

    /// <summary>Reads a row.</summary>
    /// <exception cref="RunStorageException">It has no epoch, or a genotype that is none.</exception>
    public static RecordedEpoch Of(JsonObject row, RunDirectory run)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(run);
        if (row["epoch"] is not JsonValue epoch || !epoch.TryGetValue<int>(out var number))
            throw new RunStorageException(run.Path, $"{run.Path}: a row of metrics.jsonl has no epoch; the file is no record of AerNas.");
        var numbers = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        Collect(row, "", numbers);
        return new RecordedEpoch
        {
            Epoch = number,
            Numbers = numbers.ToImmutable(),
            Genotype = GenotypeOf(row, number, run),
            Alpha = row[AlphaMember] as JsonObject,
        };
    }

    private static void Collect(JsonObject row, string prefix, ImmutableSortedDictionary<string, double>.Builder numbers)
    {
        foreach (var (name, value) in row)
        {
            if (prefix.Length == 0 && NoCurves.Contains(name)) continue;
            if (value is JsonObject inner) Collect(inner, $"{prefix}{name}.", numbers);
            else if (value is JsonValue leaf && leaf.GetValueKind() == JsonValueKind.Number) numbers[prefix + name] = leaf.GetValue<double>();
        }
    }

    private static Genotype? GenotypeOf(JsonObject row, int epoch, RunDirectory run)
    {
        if (row["genotype"] is not JsonValue value || !value.TryGetValue<string>(out var text)) return null;
        return GenotypeNotation.TryParse(text, out var genotype, out var error)
            ? genotype
            : throw new RunStorageException(run.Path, $"{run.Path}: the genotype of epoch {epoch} in metrics.jsonl is not well formed: {error.Message}");
    }
}
