using AerNas.Methods;
using AerNas.Running;
using AerNas.Sampling;

namespace AerNas.Studies;

/// <summary>The lookup of a random architecture in the study's table.</summary>
internal sealed class LookupTask(StudyEntry run, SamplingOptions options, string path, TimeProvider time)
    : StudyTask(run, StudyStage.Search, path)
{
    public override void Do(IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        using var lookup = Open(path => SamplingRun.Resume(path), path => SamplingRun.Start(options, path, time));
        lookup.Run(cancellation);
    }
}
