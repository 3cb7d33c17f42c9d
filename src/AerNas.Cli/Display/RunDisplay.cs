namespace AerNas.Cli.Display;

/// <summary>Shows a run while it goes on.</summary>
internal abstract class RunDisplay
{
    /// <summary>One that redraws itself on a terminal, or prints lines elsewhere.</summary>
    public static RunDisplay For(CommandOutput output, TimeProvider time) =>
        output.IsTerminal ? new LiveDisplay(output.Console, time) : new PlainDisplay(output, time);

    /// <summary>Does the work with the display in place.</summary>
    public abstract T During<T>(Func<T> work);

    /// <summary>Shows where the run stands; cheap enough for every step.</summary>
    public abstract void Show(RunStatus status);

    /// <summary>Says that the run stops after this step; may come from another thread.</summary>
    public abstract void AnnounceStop();

    /// <summary>An epoch in a line, and advice in another where it is new.</summary>
    protected static IEnumerable<string> Lines(RunStatus status, Pace pace)
    {
        yield return Describe(status, pace);
        if (status is { Advice: { } advice, AdviceIsNew: true }) yield return $"advice: {advice}";
    }

    /// <summary>An epoch in a line.</summary>
    private static string Describe(RunStatus status, Pace pace)
    {
        var width = $"{status.Epochs}".Length;
        var epoch = $"epoch {$"{status.Epoch}".PadLeft(width)}/{status.Epochs}";
        var step = status.EpochEnded ? "" : $"  step {status.Step}/{status.StepsPerEpoch}";
        var rate = pace.ImagesPerSecond is { } images ? $"  {images:0} images/s" : "";
        var left = pace.Left is { } time && status.Done < 1 ? $"  {Text.Clock(time)} left" : "";
        return $"{epoch}{step}  {string.Join("  ", status.Figures)}{rate}{left}";
    }
}
