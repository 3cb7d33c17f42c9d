namespace AerNas.Benchmarks;

/// <summary>How long steps took.</summary>
/// <param name="Seconds">Each step.</param>
/// <param name="PeakResidentBytes">The most memory the process held.</param>
internal sealed record StepTiming(IReadOnlyList<double> Seconds, long PeakResidentBytes)
{
    public double Median { get; } = Middle([.. Seconds.Order()]);

    private static double Middle(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
