using AerNas.Searching;

namespace AerNas.Studies;

/// <summary>Where all runs of a study stand; told by several threads at once.</summary>
internal sealed class StudyBoard
{
    private readonly Lock _lock = new();
    private readonly IProgress<StudyProgress>? _progress;
    private readonly Dictionary<StudyEntry, double> _costs;
    private readonly Dictionary<StudyEntry, double> _shares;
    private readonly SortedDictionary<string, StudyActivity> _active = new(StringComparer.Ordinal);
    private int _finished;

    /// <summary>Begins with what is finished already.</summary>
    public StudyBoard(StudyPlan plan, IEnumerable<StudyEntry> finished, IProgress<StudyProgress>? progress)
    {
        _progress = progress;
        _costs = plan.Runs.ToDictionary(run => run, plan.CostOf);
        _shares = plan.Runs.ToDictionary(run => run, _ => 0.0);
        foreach (var run in finished)
        {
            _shares[run] = 1;
            _finished++;
        }
    }

    /// <summary>A search has taken a step.</summary>
    public void Step(StudyEntry run, SearchProgress step)
    {
        lock (_lock)
        {
            var epochs = step.Position.Epoch + (double)step.Position.Step / step.StepsPerEpoch;
            _shares[run] = Math.Min(1, epochs / step.Epochs);
            _active[run.Folder] = new StudyActivity(run, Math.Min(step.Position.Epoch + 1, step.Epochs), step.Epochs);
            Report(null);
        }
    }

    /// <summary>A run has ended.</summary>
    public void End(StudyEntry run)
    {
        lock (_lock)
        {
            _shares[run] = 1;
            _active.Remove(run.Folder);
            _finished++;
            Report(run);
        }
    }

    private void Report(StudyEntry? ended) => _progress?.Report(new StudyProgress
    {
        Runs = _shares.Count,
        Finished = _finished,
        Active = [.. _active.Values],
        Done = _costs.Sum(cost => cost.Value * _shares[cost.Key]) / Math.Max(double.Epsilon, _costs.Values.Sum()),
        Ended = ended,
    });
}
