using System.Text.Json.Serialization;
using AerNas.Genotypes;

namespace AerNas.Runs;

/// <summary>What <c>result.json</c> may tell, each of the kind that its readers count on; what else it tells is for people.</summary>
internal sealed record RecordedResult
{
    /// <summary>The architecture, in any notation that <see cref="GenotypeNotation"/> reads.</summary>
    public required string Genotype { get; init; }
    public string? Space { get; init; }
    public string? Method { get; init; }

    /// <summary>Of a search: of the supernet or the table, 0 to 1.</summary>
    public double? ValidationAccuracy { get; init; }
    public double? EntropyBits { get; init; }

    /// <summary>Of a search: the epoch it was taken from, from 0.</summary>
    public int? Epoch { get; init; }

    /// <summary>Of a training: on the test images after the last epoch, 0 to 1.</summary>
    public double? TestAccuracy { get; init; }

    /// <summary>Of a training: trainable numbers of the network.</summary>
    public double? Parameters { get; init; }

    /// <summary>Of a training: multiply-adds of the network for an image.</summary>
    public double? MultiplyAdds { get; init; }
}

/// <summary>Reads <see cref="RecordedResult"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RecordedResult))]
internal sealed partial class RecordedResultJson : JsonSerializerContext;
