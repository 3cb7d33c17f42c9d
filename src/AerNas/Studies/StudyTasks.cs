namespace AerNas.Studies;

/// <summary>The tasks of a study's runs in its folder.</summary>
internal sealed class StudyTasks(StudyPlan plan, StudyDirectory directory, TimeProvider time)
{
    /// <summary>What a run does, in this order: it searches, or looks a random architecture up, and trains what that came to; or it trains
    /// an architecture that is named or drawn.</summary>
    public ImmutableArray<StudyTask> Of(StudyEntry run)
    {
        var path = directory.RunPath(run);
        var tasks = ImmutableArray.CreateBuilder<StudyTask>();
        if (plan.SearchOf(run) is { } search) tasks.Add(StudyTask.Search(run, search, path, time) with { Cost = plan.SearchCostOf(run) });
        else if (plan.LookupOf(run) is { } lookup) tasks.Add(StudyTask.Lookup(run, lookup, path, time));
        if (plan.TrainingOf(run) is { } training)
        {
            var finds = tasks.Count > 0;
            var options = () => finds ? training with { Genotype = FoundIn(path) } : training;
            tasks.Add(StudyTask.Training(run, options, directory.TrainingPath(run), time) with { Cost = plan.TrainingCostOf(run) });
        }

        return tasks.ToImmutable();
    }

    private static string FoundIn(string path) => RunDirectory.Open(path).ReadResult()!["genotype"]!.GetValue<string>();
}
