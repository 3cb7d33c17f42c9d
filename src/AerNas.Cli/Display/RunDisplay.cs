namespace AerNas.Cli.Display;

/// <summary>Shows a run while it goes on.</summary>
internal abstract class RunDisplay
{
    /// <summary>One that redraws itself on a terminal, or prints lines elsewhere.</summary>
    public static RunDisplay For(CommandOutput output, TimeProvider time) =>
        output.IsTerminal ? new LiveDisplay(output.Console, time, LiveBlock.ProcessBreaksAnew) : new PlainDisplay(output, time);

    /// <summary>Does the work with the display in place.</summary>
    public abstract T During<T>(Func<T> work);

    /// <summary>Begins a stage whose steps are another run's, saying what it is.</summary>
    public abstract void Begin(string sentence);

    /// <summary>Shows where the run stands; cheap enough for every step.</summary>
    public abstract void Show(RunStatus status);

    /// <summary>Says that the run stops after this step; may come from another thread.</summary>
    public abstract void AnnounceStop();

    /// <summary>What is said of an epoch, and advice where it is new, each by its parts.</summary>
    protected static IEnumerable<IReadOnlyList<string>> Sentences(RunStatus status, Pace pace)
    {
        yield return [.. Parts(status, pace)];
        if (status is { Advice: { } advice, AdviceIsNew: true }) yield return [$"advice: {advice}"];
    }

    private static IEnumerable<string> Parts(RunStatus status, Pace pace)
    {
        var width = $"{status.Epochs}".Length;
        yield return $"epoch {$"{status.Epoch}".PadLeft(width)}/{status.Epochs}";
        if (!status.EpochEnded) yield return $"step {status.Step}/{status.StepsPerEpoch}";
        foreach (var figure in status.Figures) yield return $"{figure}";
        if (pace.ImagesPerSecond is { } images) yield return $"{images:0} images/s";
        if (pace.Left is { } time && status.Done < 1) yield return $"{Text.Clock(time)} left";
    }
}
