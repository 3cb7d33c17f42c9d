using AerNas.Running;
using AerNas.Sampling;
using AerNas.Searching;
using AerNas.Training;

namespace AerNas.Studies;

/// <summary>A stage of a run of a study: what is done in one run directory, begun there or taken up.</summary>
internal sealed record StudyTask
{
    private readonly string _path;
    private readonly Action<IProgress<RunProgress>, CancellationToken> _do;

    private StudyTask(StudyEntry run, StudyStage stage, string path, Action<IProgress<RunProgress>, CancellationToken> work) =>
        (Run, Stage, _path, _do) = (run, stage, path, work);

    public StudyEntry Run { get; }
    public StudyStage Stage { get; }

    /// <summary>Its arithmetic relative to that of the study's other tasks.</summary>
    public double Cost { get; init; }

    /// <summary>Whether it has come to its end, in this process or before.</summary>
    public bool IsDone => RunDirectory.HoldsDone(_path);

    /// <summary>A search, as <c>aernas search</c> does it.</summary>
    public static StudyTask Search(StudyEntry run, SearchOptions options, string path, TimeProvider time) =>
        new(run, StudyStage.Search, path, (progress, cancellation) =>
        {
            using var search = RunDirectory.Holds(path) ? SearchRun.Resume(path) : SearchRun.Start(options, path, time);
            search.Run(progress, cancellation);
        });

    /// <summary>The lookup of a random architecture in the study's table.</summary>
    public static StudyTask Lookup(StudyEntry run, SamplingOptions options, string path, TimeProvider time) =>
        new(run, StudyStage.Search, path, (_, cancellation) =>
        {
            using var lookup = RunDirectory.Holds(path) ? SamplingRun.Resume(path) : SamplingRun.Start(options, path, time);
            lookup.Run(cancellation);
        });

    /// <summary>The training of an architecture's network, as <c>aernas train</c> does it; asked for once it is found.</summary>
    public static StudyTask Training(StudyEntry run, Func<TrainingOptions> options, string path, TimeProvider time) =>
        new(run, StudyStage.Training, path, (progress, cancellation) =>
        {
            using var training = RunDirectory.Holds(path) ? TrainRun.Resume(path) : TrainRun.Start(options(), path, time);
            training.Run(progress, cancellation);
        });

    /// <summary>Does what is left of it.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; where it takes more than seconds it has left a checkpoint.</exception>
    public void Do(IProgress<RunProgress> progress, CancellationToken cancellation) => _do(progress, cancellation);
}

/// <summary>What a run of a study does, one after the other.</summary>
public enum StudyStage
{
    /// <summary>An architecture is searched, or a random one looked up.</summary>
    Search,

    /// <summary>The network of that architecture is trained from scratch.</summary>
    Training,
}
