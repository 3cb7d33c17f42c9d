using AerNas.Running;
using AerNas.Runs;

namespace AerNas.Studies;

/// <summary>A stage of a run of a study: what is done in one run directory, begun there or taken up.</summary>
/// <param name="run">The run.</param>
/// <param name="stage">The stage.</param>
/// <param name="path">The run directory.</param>
internal abstract class StudyTask(StudyEntry run, StudyStage stage, string path)
{
    /// <summary>Of which run it is a stage.</summary>
    public StudyEntry Run { get; } = run;

    /// <summary>Which stage.</summary>
    public StudyStage Stage { get; } = stage;

    /// <summary>Its arithmetic relative to that of the study's other tasks.</summary>
    public required double Cost { get; init; }

    /// <summary>Whether it has come to its end, in this process or before.</summary>
    public bool IsDone => RunDirectory.HoldsDone(Path);

    /// <summary>The run directory; it need not be there yet.</summary>
    protected string Path { get; } = path;

    /// <summary>Does what is left of it.</summary>
    /// <param name="progress">Is told after every step.</param>
    /// <param name="cancellation">Stops it after its step.</param>
    /// <exception cref="OperationCanceledException">It was stopped; where it takes more than seconds it has left a checkpoint.</exception>
    public abstract void Do(IProgress<RunProgress> progress, CancellationToken cancellation);

    /// <summary>Takes up the run that lies in its directory, or begins one there.</summary>
    /// <param name="resume">Takes it up.</param>
    /// <param name="start">Begins it.</param>
    protected TRun Open<TRun>(Func<string, TRun> resume, Func<string, TRun> start) => RunDirectory.Holds(Path) ? resume(Path) : start(Path);
}

/// <summary>What a run of a study does, one after the other.</summary>
public enum StudyStage
{
    /// <summary>An architecture is searched, or a random one looked up.</summary>
    Search,

    /// <summary>The network of that architecture is trained from scratch.</summary>
    Training,
}
