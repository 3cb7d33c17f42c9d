using AerNas.Genotypes;
using AerNas.Runs;
using AerNas.Runtime;

namespace AerNas.Training;

/// <summary>Keeps a training in its run directory: metrics and checkpoints.</summary>
public sealed class TrainingRecorder
{
    private readonly RunDirectory _run;
    private readonly Genotype _genotype;
    private readonly MetricsWriter _metrics;
    private readonly RunClock _clock;

    /// <summary>Records into a run directory.</summary>
    /// <param name="run">The directory.</param>
    /// <param name="genotype">What is trained.</param>
    /// <param name="position">Where the run begins or goes on.</param>
    public TrainingRecorder(RunDirectory run, Genotype genotype, RunPosition position = default)
    {
        _run = run;
        _genotype = genotype;
        _metrics = new MetricsWriter(run);
        _clock = new RunClock(run, position);
    }

    /// <summary>How long the run has been worked on, by all processes.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Keeps the metrics of an epoch, before the state counts it.</summary>
    /// <param name="state">The state at the epoch's end, its totals included.</param>
    /// <param name="outcome">What the epoch ended with.</param>
    public void RecordEpoch(TrainingState state, TrainingOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(outcome);
        var scalars = new Dictionary<string, double>(state.Totals.Numbers) { ["learningRate"] = state.Optimizer.LearningRate };
        if (outcome.TestAccuracy is { } accuracy) scalars["testAccuracy"] = accuracy;
        _metrics.Write(outcome.Epoch, scalars, Elapsed);
    }

    /// <summary>Keeps the state.</summary>
    public void Save(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _clock.Keep(state.Position);
        _run.Save(state.Position, TrainingCheckpoint.Write(state, _genotype));
    }
}
