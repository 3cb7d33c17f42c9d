using AerNas.Sampling;

namespace AerNas.Studies;

/// <summary>The lookup of a random architecture in the study's table. It takes no time, so it is not taken up but done again.</summary>
internal sealed class LookupTask(StudyEntry run, SamplingOptions options, string path, TimeProvider time) : StudyTask(run, StudyStage.Search, path)
{
    public override void Do(IProgress<StudyStep> progress, CancellationToken cancellation)
    {
        RemoveUnfinished();
        using var lookup = SamplingRun.Start(options, Path, time);
        lookup.Run(cancellation);
    }
}
