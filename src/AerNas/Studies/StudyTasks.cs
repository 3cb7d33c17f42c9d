using AerNas.Runs;

namespace AerNas.Studies;

/// <summary>The tasks of a study's runs in its folder.</summary>
internal sealed class StudyTasks(StudyPlan plan, StudyDirectory directory, TimeProvider time)
{
    /// <summary>What a run does, in this order: it searches, or looks a random architecture up, and trains what that came to.</summary>
    public ImmutableArray<StudyTask> Of(StudyEntry run)
    {
        var path = directory.RunPath(run);
        var tasks = ImmutableArray.CreateBuilder<StudyTask>();
        if (plan.SearchOf(run) is { } search) tasks.Add(new SearchTask(run, search, path, time) { Cost = plan.SearchCostOf(run) });
        else if (plan.LookupOf(run) is { } lookup) tasks.Add(new LookupTask(run, lookup, path, time) { Cost = 0 });
        if (plan.TrainingOf(run) is { } training)
        {
            tasks.Add(new TrainingTask(run, training, directory.TrainingPath(run), time)
            {
                Cost = plan.TrainingCost,
                Genotype = tasks.Count == 0 ? () => plan.DrawnFor(run).ToString() : () => FoundIn(path),
            });
        }

        return tasks.ToImmutable();
    }

    private static string FoundIn(string path) => RunDirectory.Open(path).ReadResult()!["genotype"]!.GetValue<string>();
}
