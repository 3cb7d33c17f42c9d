using Spectre.Console;

namespace AerNas.Cli.Display;

/// <summary>A few lines that are drawn again in place, under what is said of each epoch that has ended.</summary>
internal sealed class LiveDisplay(IAnsiConsole console, TimeProvider time, bool breaksAnew) : RunDisplay
{
    private const int LongestBar = 30; // characters
    private const int ShortestBar = 5;
    private const string Gap = "   ";
    private const string Label = "grey";
    private const string Warning = "yellow";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private Pace _pace = new(time);
    private readonly Lock _lock = new();
    private readonly LiveBlock _block = new(console, breaksAnew);
    private RunStatus? _status;
    private bool _running;
    private bool _stopping;
    private long _lastDrawing;

    public override T During<T>(Func<T> work)
    {
        lock (_lock)
        {
            _running = true;
            Draw([]);
        }

        try
        {
            return work();
        }
        finally
        {
            lock (_lock)
            {
                _running = false;
                _block.Clear();
            }
        }
    }

    public override void Begin(string sentence)
    {
        lock (_lock)
        {
            (_pace, _status) = (new Pace(time), null);
            Draw(Fitted.Lines(sentence.Split(' '), _block.Room));
        }
    }

    public override void Show(RunStatus status)
    {
        lock (_lock)
        {
            _pace.Observe(status);
            _status = status;
            if (!status.EpochEnded && time.GetElapsedTime(_lastDrawing) < Interval) return;
            Draw(status.EpochEnded ? Sentences(status, _pace).SelectMany(parts => Fitted.Lines(parts, _block.Room)) : []);
        }
    }

    public override void AnnounceStop()
    {
        lock (_lock)
        {
            _stopping = true;
            Draw([]);
        }
    }

    private void Draw(IEnumerable<string> lasting)
    {
        _lastDrawing = time.GetTimestamp();
        _block.Draw(lasting, _running ? [.. Panel()] : []);
    }

    private IEnumerable<StyledLine> Panel()
    {
        if (_status is { } status)
        {
            yield return Progress(status);
            yield return Figures(status);
            if (status.Cell is { } cell) yield return new StyledLine().With("cell ", Label).With(PrintableText.Of(cell));
            if (status.Advice is { } advice) yield return new StyledLine().With("advice ", Warning).With(PrintableText.Of(advice));
        }
        else
        {
            yield return new StyledLine().With("starting", Label);
        }

        if (_stopping) yield return new StyledLine().With("Stopping after this step; interrupt again to stop at once.", Warning);
    }

    private StyledLine Progress(RunStatus status)
    {
        var head = new StyledLine().With("epoch", Label).With($" {status.Epoch}/{status.Epochs}{Gap}")
            .With("step", Label).With($" {status.Step}/{status.StepsPerEpoch}{Gap}");
        var (rate, left) = (_pace.ImagesPerSecond, _pace.Left);
        (string Value, string Unit)[] tail =
        [
            ($" {100 * status.Done:0} %", ""),
            rate is { } images ? ($"{Gap}{images:0} ", "images/s") : ("", ""),
            left is { } time ? ($"{Gap}{Text.Clock(time)} ", "left") : ("", ""),
        ];
        if (RoomBeside(head, tail) < ShortestBar) tail[1] = ("", ""); // when it ends is asked first
        var width = Math.Clamp(RoomBeside(head, tail), ShortestBar, LongestBar);
        var filled = Math.Clamp((int)Math.Round(width * status.Done), 0, width);
        var (on, off) = console.Profile.Capabilities.Unicode ? ('━', '─') : ('#', '-');
        var line = head.With(new string(on, filled), "green").With(new string(off, width - filled), Label);
        foreach (var (value, unit) in tail) line.With(value).With(unit, Label);
        return line;
    }

    private int RoomBeside(StyledLine head, IEnumerable<(string Value, string Unit)> tail) =>
        _block.Room - head.Length - tail.Sum(piece => piece.Value.Length + piece.Unit.Length);

    private static StyledLine Figures(RunStatus status)
    {
        var line = new StyledLine();
        foreach (var figure in status.Figures)
            line.With(line.Length > 0 ? Gap : "").With(PrintableText.Of(figure.Name), Label).With($" {PrintableText.Of(figure.Value)}");
        return line;
    }
}
