using System.Text.Json;

namespace AerNas.Benchmarks.Steps;

/// <summary>What the commands <c>step</c> and <c>network</c> found; the JSON object they print.</summary>
internal sealed record StepResult
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <value>Wall time of a step: of <c>step</c>, one alpha update and one weight update.</value>
    public required double MedianSeconds { get; init; }

    public required double MinSeconds { get; init; }

    public required double MaxSeconds { get; init; }

    /// <value>Processor time of a step, of all threads together: what other work on the machine disturbs least.</value>
    public required double ProcessorSeconds { get; init; }

    /// <value>Training images a step over the median; the validation images that the same step reads are not added.</value>
    public required double ImagesPerSecond { get; init; }

    /// <value>Work of a step by <see cref="UsefulWork"/>, in 10^9 operations, two a multiply-add.</value>
    public required double UsefulGflop { get; init; }

    /// <value>Useful work over the median.</value>
    public required double Gflops { get; init; }

    /// <value>Peak of multiply-adds on the same number of threads.</value>
    public required double PeakGflops { get; init; }

    /// <value>GFLOP/s over the peak.</value>
    public required double Efficiency { get; init; }

    /// <value>The most memory the process held while stepping.</value>
    public required long PeakResidentBytes { get; init; }

    /// <value>What was timed: the options, without the dashes; the engine is the one that ran.</value>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    public static StepResult Parse(string json) => JsonSerializer.Deserialize<StepResult>(json, Json)
        ?? throw new FormatException($"No result in '{json}'.");

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
