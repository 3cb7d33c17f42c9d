namespace AerNas.Cli.Display;

/// <summary>A line an epoch, and one now and then within long epochs.</summary>
internal sealed class PlainDisplay(CommandOutput output, TimeProvider time) : RunDisplay
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private Pace _pace = new(time);
    private long _lastLine = time.GetTimestamp();

    public override T During<T>(Func<T> work) => work();

    public override void Begin(string sentence)
    {
        _pace = new Pace(time);
        output.Line(sentence);
    }

    public override void Show(RunStatus status)
    {
        _pace.Observe(status);
        if (!status.EpochEnded && time.GetElapsedTime(_lastLine) < Silence) return;
        _lastLine = time.GetTimestamp();
        foreach (var parts in Sentences(status, _pace)) output.Line(string.Join("  ", parts));
    }

    public override void AnnounceStop() => output.Line("Stopping after this step; interrupt again to stop at once.");
}
