using AerNas.Running;
using AerNas.Training;

namespace AerNas.Studies;

/// <summary>The training of an architecture's network, as <c>aernas train</c> does it.</summary>
internal sealed class TrainingTask(StudyEntry run, TrainingOptions options, string path, TimeProvider time)
    : StudyTask(run, StudyStage.Training, path)
{
    /// <summary>Tells the architecture, once the stages before have found it.</summary>
    public required Func<string> Genotype { get; init; }

    public override void Do(IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        using var training = Open(path => TrainRun.Resume(path),
            path => TrainRun.Start(options with { Genotype = Genotype() }, path, time));
        training.Run(progress, cancellation);
    }
}
