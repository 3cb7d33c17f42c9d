using AerNas.Running;

namespace AerNas.Studies;

/// <summary>Where all runs of a study stand; told by several threads at once.</summary>
internal sealed class StudyBoard
{
    private readonly Lock _lock = new();
    private readonly IProgress<StudyProgress>? _progress;
    private readonly Dictionary<StudyTask, double> _shares;
    private readonly Dictionary<StudyEntry, int> _left; // tasks that have not ended, by run
    private readonly SortedDictionary<string, StudyActivity> _active = new(StringComparer.Ordinal);

    public StudyBoard(ImmutableArray<StudyTask> tasks, IProgress<StudyProgress>? progress)
    {
        _progress = progress;
        _shares = tasks.ToDictionary(task => task, task => task.IsDone ? 1.0 : 0);
        _left = tasks.GroupBy(task => task.Run).ToDictionary(run => run.Key, run => run.Count(task => !task.IsDone));
    }

    /// <summary>A search or training has taken a step.</summary>
    public void Step(StudyTask task, RunProgress step)
    {
        lock (_lock)
        {
            var epochs = step.Position.Epoch + (double)step.Position.Step / step.StepsPerEpoch;
            _shares[task] = Math.Min(1, epochs / step.Epochs);
            _active[task.Run.Folder] = new StudyActivity(task.Run, task.Stage, Math.Min(step.Position.Epoch + 1, step.Epochs), step.Epochs);
            Report(null);
        }
    }

    public void End(StudyTask task)
    {
        lock (_lock)
        {
            _shares[task] = 1;
            _active.Remove(task.Run.Folder);
            Report(new StageEnd(task.Run, task.Stage, --_left[task.Run] == 0));
        }
    }

    private void Report(StageEnd? ended)
    {
        var done = _shares.Sum(share => share.Key.Cost * share.Value) / Math.Max(double.Epsilon, _shares.Keys.Sum(task => task.Cost));
        _progress?.Report(new(_left.Count, _left.Values.Count(tasks => tasks == 0), [.. _active.Values], done, ended));
    }
}
