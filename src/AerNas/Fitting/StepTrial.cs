using System.Diagnostics;
using AerNas.Files;
using AerNas.Running;
using MathNet.Numerics.Statistics;

namespace AerNas.Fitting;

/// <summary>Times the steps of a search or training by doing its first ones: in a temporary folder, by the very code that does them
/// all.</summary>
internal sealed class StepTrial : IProgress<RunProgress>
{
    private const int LeastSteps = 3; // of both parts
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1); // meanwhile the runtime compiles the kernels anew, for speed
    private static readonly TimeSpan Timed = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _enough;
    private readonly List<long> _ends = [];
    private int? _warm; // the step at whose end timing begins

    private StepTrial(CancellationTokenSource enough) => _enough = enough;

    /// <summary>The median time of a step, in seconds.</summary>
    /// <param name="begin">Begins the run in a folder and does it, telling its steps.</param>
    /// <param name="cancellation">Stops the trial.</param>
    public static double SecondsPerStep(
        Action<string, IProgress<RunProgress>, CancellationToken> begin, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder("trial");
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var trial = new StepTrial(enough);
        try
        {
            begin(Path.Combine(folder.Path, "run"), trial, enough.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // it has done its steps
        }

        return trial.MedianSeconds();
    }

    /// <inheritdoc/>
    public void Report(RunProgress value)
    {
        if (value.Position.Step == 0) return; // an epoch's end is told twice
        _ends.Add(Stopwatch.GetTimestamp());
        if (_warm is null && _ends.Count >= LeastSteps && Stopwatch.GetElapsedTime(_ends[0]) >= WarmUp) _warm = _ends.Count - 1;
        if (_warm is { } warm && _ends.Count > warm + LeastSteps && Stopwatch.GetElapsedTime(_ends[warm]) >= Timed) _enough.Cancel();
    }

    private double MedianSeconds()
    {
        var steps = _ends.Zip(_ends.Skip(1), (begin, end) => Stopwatch.GetElapsedTime(begin, end).TotalSeconds);
        return steps.Skip(_warm ?? Math.Min(LeastSteps, _ends.Count) - 1).Median();
    }
}
