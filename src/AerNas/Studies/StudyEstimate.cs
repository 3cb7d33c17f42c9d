using AerNas.Sizes;

namespace AerNas.Studies;

/// <summary>How long a study takes on this machine, from the time of a few steps of each setting, and of each network that it
/// trains.</summary>
/// <param name="Runs">The time of one run of each setting, its training included, by its name; without validation between epochs.</param>
/// <param name="Training">The part of it that trains the network of a random architecture; null where the study trains none that is found
/// or drawn.</param>
/// <param name="Total">The time of all runs that this machine has the memory for.</param>
public sealed record StudyEstimate(IReadOnlyDictionary<string, TimeSpan> Runs, TimeSpan? Training, TimeSpan Total)
{
    /// <value>Why a setting is not timed: it takes more memory than there is; by its name.</value>
    public IReadOnlyDictionary<string, string> Refusals { get; init; } = new Dictionary<string, string>();

    /// <summary>Times a few steps of each setting.</summary>
    /// <param name="options">What would be run.</param>
    /// <param name="sideBySide">How many runs at once.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Is told of every setting when it is timed.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InvalidOptionsException">The study cannot be run.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static StudyEstimate Of(StudyOptions options, int sideBySide, TimeProvider time, IProgress<SettingEstimate>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sideBySide, 1);
        var plan = new StudyPlan(StudyImages.Resolve(options, ofAnySize: true));
        var timer = new StudyTimer(plan, time, cancellation);
        var (runs, refusals) = (new Dictionary<string, TimeSpan>(), new Dictionary<string, string>());
        foreach (var run in plan.Runs.DistinctBy(run => run.Setting))
        {
            try
            {
                var (search, training) = timer.TimeOf(run);
                runs[run.Setting] = search + training;
                progress?.Report(new SettingEstimate(run.Setting) { Search = search, Training = training });
            }
            catch (MemoryShortageException e)
            {
                refusals[run.Setting] = e.Message;
                progress?.Report(new SettingEstimate(run.Setting) { Refusal = e.Message });
            }
        }

        var timed = plan.Runs.Where(run => runs.ContainsKey(run.Setting)).ToArray();
        var total = timed.Aggregate(TimeSpan.Zero, (sum, run) => sum + runs[run.Setting]);
        return new StudyEstimate(runs, timer.Training, total / Math.Clamp(timed.Length, 1, sideBySide)) { Refusals = refusals };
    }
}

/// <summary>How long a run of one setting takes.</summary>
/// <param name="Setting">Its name.</param>
public sealed record SettingEstimate(string Setting)
{
    /// <value>The time of its search; zero where it does not search.</value>
    public TimeSpan Search { get; init; }

    /// <value>The time of its training; zero where it does not train.</value>
    public TimeSpan Training { get; init; }

    /// <value>Why it is not timed, in words: it takes more memory than there is. Null where it is.</value>
    public string? Refusal { get; init; }
}
