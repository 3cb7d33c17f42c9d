using System.Diagnostics;
using AerNas.Running;
using MathNet.Numerics.Statistics;

namespace AerNas.Fitting;

/// <summary>Times the steps of a search or training by doing its first ones: in a temporary folder, by the very code that does them
/// all.</summary>
internal sealed class StepTrial : IProgress<RunProgress>
{
    private const int WarmUp = 3; // steps; the first ones compile code and fill memory
    private const int Timed = 8;

    private readonly CancellationTokenSource _enough;
    private readonly List<long> _ends = [];

    private StepTrial(CancellationTokenSource enough) => _enough = enough;

    /// <summary>The median time of a step, in seconds.</summary>
    /// <param name="begin">Begins the run in a folder and does it, telling its steps.</param>
    /// <param name="cancellation">Stops the trial.</param>
    public static double SecondsPerStep(
        Action<string, IProgress<RunProgress>, CancellationToken> begin, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("aernas-trial-");
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var trial = new StepTrial(enough);
        try
        {
            begin(Path.Combine(folder.FullName, "run"), trial, enough.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // it has done its steps
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return trial.MedianSeconds();
    }

    /// <inheritdoc/>
    public void Report(RunProgress value)
    {
        if (value.Position.Step > 0) _ends.Add(Stopwatch.GetTimestamp());
        if (_ends.Count >= WarmUp + Timed) _enough.Cancel();
    }

    private double MedianSeconds()
    {
        var steps = _ends.Zip(_ends.Skip(1), (begin, end) => Stopwatch.GetElapsedTime(begin, end).TotalSeconds).ToList();
        return steps.Skip(Math.Min(WarmUp, steps.Count) - 1).Median();
    }
}
