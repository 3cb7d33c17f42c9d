namespace AerNas.Benchmarks.Methods;

/// <summary>A method on an engine.</summary>
internal sealed record MethodResult
{
    public required string Method { get; init; }

    /// <value>The engine that ran.</value>
    public required string Engine { get; init; }

    /// <value>Wall time of a step, from one report of the search to the next.</value>
    public required double MedianSeconds { get; init; }

    public required double MinSeconds { get; init; }

    public required double MaxSeconds { get; init; }

    /// <value>The most memory the process held until the last step.</value>
    public required long PeakResidentBytes { get; init; }
}
