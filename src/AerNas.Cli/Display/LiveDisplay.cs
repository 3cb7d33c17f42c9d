using AerNas.Texts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AerNas.Cli.Display;

/// <summary>A panel that is redrawn in place, under a line for each epoch that has ended.</summary>
internal sealed class LiveDisplay(IAnsiConsole console, TimeProvider time) : RunDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Pace _pace = new(time);
    private readonly Lock _lock = new();
    private LiveDisplayContext? _context;
    private RunStatus? _status;
    private bool _stopping;
    private long _lastDrawing;

    public override T During<T>(Func<T> work) => console.Live(new Markup("[grey]starting[/]")).AutoClear(true).Start(context =>
    {
        _context = context;
        context.Refresh();
        return work();
    });

    public override void Show(RunStatus status)
    {
        lock (_lock)
        {
            _pace.Observe(status);
            _status = status;
            if (!status.EpochEnded && time.GetElapsedTime(_lastDrawing) < Interval) return;
            if (status.EpochEnded)
            {
                foreach (var line in Lines(status, _pace)) console.WriteLine(PrintableText.Of(line));
            }

            Draw();
        }
    }

    public override void AnnounceStop()
    {
        lock (_lock)
        {
            _stopping = true;
            Draw();
        }
    }

    private void Draw()
    {
        _lastDrawing = time.GetTimestamp();
        _context?.UpdateTarget(Panel());
    }

    private Rows Panel()
    {
        var lines = new List<IRenderable>();
        if (_status is { } status)
        {
            lines.Add(Progress(status));
            lines.Add(Figures(status));
            if (status.Cell is { } cell) lines.Add(new Markup($"[grey]cell[/] {Plain(cell)}"));
            if (status.Advice is { } advice) lines.Add(new Markup($"[yellow]advice[/] {Plain(advice)}"));
        }

        if (_stopping) lines.Add(new Markup("[yellow]Stopping after this step; interrupt again to stop at once.[/]"));
        return new Rows(lines);
    }

    private Markup Progress(RunStatus status)
    {
        const int width = 30;
        var filled = (int)Math.Round(width * status.Done);
        var (on, off) = console.Profile.Capabilities.Unicode ? ('━', '─') : ('#', '-');
        var rate = _pace.ImagesPerSecond is { } images ? $"   {images:0} [grey]images/s[/]" : "";
        var left = _pace.Left is { } time ? $"   {Text.Clock(time)} [grey]left[/]" : "";
        return new Markup(
            $"[grey]epoch[/] {status.Epoch}/{status.Epochs}   [grey]step[/] {status.Step}/{status.StepsPerEpoch}   "
            + $"[green]{new string(on, filled)}[/][grey]{new string(off, width - filled)}[/] {100 * status.Done:0} %{rate}{left}");
    }

    /// <summary>A text in which nothing is markup or acts on the terminal.</summary>
    private static string Plain(string text) => Markup.Escape(PrintableText.Of(text));

    private static Markup Figures(RunStatus status) =>
        new(string.Join("   ", status.Figures.Select(f => $"[grey]{Plain(f.Name)}[/] {Plain(f.Value)}")));
}
