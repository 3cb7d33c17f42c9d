using AerNas.Methods;
using AerNas.Running;
using AerNas.Searching;

namespace AerNas.Studies;

/// <summary>A search, as <c>aernas search</c> does it.</summary>
internal sealed class SearchTask(StudyEntry run, SearchOptions options, string path, TimeProvider time)
    : StudyTask(run, StudyStage.Search, path)
{
    public override void Do(IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        using var search = Open(path => SearchRun.Resume(path), path => SearchRun.Start(options, path, time));
        search.Run(progress, cancellation);
    }
}
