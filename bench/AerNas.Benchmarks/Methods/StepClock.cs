using System.Diagnostics;
using AerNas.Searching;

namespace AerNas.Benchmarks.Methods;

/// <summary>Times the steps of a search by its reports, and ends it when there are enough.</summary>
/// <param name="warmUp">Steps that are not counted.</param>
/// <param name="steps">Steps that are.</param>
/// <param name="end">Is cancelled then.</param>
internal sealed class StepClock(int warmUp, int steps, CancellationTokenSource end) : IProgress<SearchProgress>
{
    private readonly List<double> _seconds = [];
    private long? _last;

    /// <summary>Of each step that counts.</summary>
    public IReadOnlyList<double> Seconds => _seconds[Math.Min(warmUp, _seconds.Count)..];

    /// <inheritdoc/>
    public void Report(SearchProgress value)
    {
        var now = Stopwatch.GetTimestamp();
        if (_last is { } last) _seconds.Add(Stopwatch.GetElapsedTime(last, now).TotalSeconds);
        _last = now;
        if (_seconds.Count == warmUp + steps) end.Cancel();
    }
}
