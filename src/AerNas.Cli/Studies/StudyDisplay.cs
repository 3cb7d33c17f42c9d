using AerNas.Studies;

namespace AerNas.Cli.Studies;

/// <summary>Shows how far a study is: a line for each search and training that ends, now and then one of what is under way.</summary>
internal sealed class StudyDisplay : IProgress<StudyProgress>
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly CommandOutput _output;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly long _start;
    private double? _doneAtStart;
    private long _lastLine;

    public StudyDisplay(CommandOutput output, TimeProvider time)
    {
        _output = output;
        _time = time;
        _start = _lastLine = time.GetTimestamp();
    }

    public void Report(StudyProgress value)
    {
        lock (_lock)
        {
            _doneAtStart ??= value.Done;
            if (value.Ended is null && _time.GetElapsedTime(_lastLine) < Silence) return;
            _lastLine = _time.GetTimestamp();
            _output.Line(Describe(value));
        }
    }

    public void AnnounceStop()
    {
        lock (_lock) _output.Line("Stopping after the next step of each run; interrupt again to stop at once.");
    }

    private string Describe(StudyProgress value)
    {
        var width = $"{value.Runs}".Length;
        var what = value.Ended is { } end
            ? $"{(end.EndsRun ? "done" : "found")}: {Name(end.Run)}"
            : string.Join("; ",
                value.Active.Select(run => $"{Name(run.Run)}: {(run.Stage == StudyStage.Training ? "training, " : "")}epoch "
                    + $"{run.Epoch}/{run.Epochs}"));
        return $"{$"{value.Finished}".PadLeft(width)}/{Counted.Of(value.Runs, "run")}, {100 * value.Done:0} %  {what}{Left(value)}";
    }

    private static string Name(StudyEntry run) => $"{run.Setting}, seed {run.Seed}";

    private string Left(StudyProgress value)
    {
        var done = value.Done - (_doneAtStart ?? 0);
        return done <= 0 || value.Done >= 1 ? "" : $"  {Text.Clock(_time.GetElapsedTime(_start) * ((1 - value.Done) / done))} left";
    }
}
