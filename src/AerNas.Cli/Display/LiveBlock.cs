using Spectre.Console;

namespace AerNas.Cli.Display;

/// <summary>Lines at the foot of a terminal that are drawn again in place. Before every drawing the old ones are erased, so that nothing of
/// them is left beside what comes after, and no line is longer than the terminal is wide, so that none takes a second row. What was printed
/// above them is never touched: after the terminal got narrower no row is taken for one of theirs that might not be, but where the terminal
/// is known to break long lines anew.</summary>
internal sealed class LiveBlock(IAnsiConsole console, bool breaksAnew)
{
    private static readonly string[] BreakingAnew =
        ["TMUX", "VTE_VERSION", "WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "ALACRITTY_WINDOW_ID", "WEZTERM_PANE",
            "ITERM_SESSION_ID"];

    private const string EraseRow = "\r\u001b[2K"; // row by row: tmux keeps a copy of a screen that is erased at once
    private const string RowAbove = "\u001b[1A";

    private List<int> _drawn = []; // the length of each line

    /// <summary>Whether the terminal of this process breaks its lines anew when it gets narrower, as far as it tells.</summary>
    public static bool ProcessBreaksAnew => Environment.GetEnvironmentVariable("STY") is null // GNU screen, which does not
        && BreakingAnew.Any(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 });

    /// <summary>How many characters a line may have; a terminal may break behind its last column.</summary>
    public int Room => Math.Max(1, console.Profile.Width - 1);

    /// <summary>Prints lines that stay, each of at most <see cref="Room"/> characters, and draws the block below them.</summary>
    public void Draw(IEnumerable<string> lasting, IReadOnlyList<StyledLine> lines)
    {
        Clear();
        foreach (var line in lasting) console.Write(new Markup($"{Markup.Escape(line)}\n"));
        var ellipsis = console.Profile.Capabilities.Unicode ? '…' : '~';
        if (lines.Count > 0) console.Write(new Markup(string.Join('\n', lines.Select(line => line.Cut(Room, ellipsis)))));
        _drawn = [.. lines.Select(line => Math.Min(line.Length, Room))];
    }

    public void Clear()
    {
        if (_drawn.Count == 0) return;
        var rows = _drawn.Sum(length => breaksAnew ? Math.Max(1, (length + Room) / (Room + 1)) : 1);
        console.WriteAnsi(EraseRow + string.Concat(Enumerable.Repeat(RowAbove + EraseRow, rows - 1)));
        _drawn = [];
    }
}
