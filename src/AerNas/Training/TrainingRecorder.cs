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

    /// <summary>Records into a run directory.</summary>
    public TrainingRecorder(RunDirectory run, Genotype genotype)
    {
        _run = run;
        _genotype = genotype;
        _metrics = new MetricsWriter(run);
    }

    /// <summary>Keeps the metrics of an epoch, before the state counts it.</summary>
    /// <param name="state">The state at the epoch's end, its totals included.</param>
    /// <param name="outcome">What the epoch ended with.</param>
    /// <param name="elapsed">Time since this run began or went on.</param>
    public void RecordEpoch(TrainingState state, TrainingOutcome outcome, TimeSpan elapsed)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(outcome);
        var scalars = new Dictionary<string, double>(state.Totals.Numbers) { ["learningRate"] = state.Optimizer.LearningRate };
        if (outcome.TestAccuracy is { } accuracy) scalars["testAccuracy"] = accuracy;
        _metrics.Write(outcome.Epoch, scalars, elapsed);
    }

    /// <summary>Keeps the state.</summary>
    public void Save(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _run.Save(state.Position, TrainingCheckpoint.Write(state, _genotype));
    }
}
