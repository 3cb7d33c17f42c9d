using System.Globalization;
using System.Text;
using Spectre.Console;

namespace AerNas.Tests.Cli;

/// <summary>
/// A terminal of some width that does what is written to it: it breaks lines behind its last column, moves its cursor up and erases. It
/// knows no other sequence but those of colour, so that a program which uses one fails here.
/// </summary>
internal sealed class FakeTerminal(int width) : TextWriter, IAnsiConsoleOutput
{
    private readonly List<StringBuilder> _rows = [new()];
    private string? _sequence;
    private int _row;
    private int _column;

    public int Width { get; set; } = width;

    public int Height => 50;

    public bool IsTerminal => true;

    public TextWriter Writer => this;

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>What stands on it, row by row, without the empty rows at its end.</summary>
    public IReadOnlyList<string> Rows =>
        [.. _rows.Select(row => row.ToString().TrimEnd()).Reverse().SkipWhile(row => row.Length == 0).Reverse()];

    /// <summary>A console that writes to it with all that a terminal can do.</summary>
    public IAnsiConsole Console()
    {
        var console =
            AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.Standard, Out = this });
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    public void SetEncoding(Encoding encoding)
    {
    }

    public override void Write(char value)
    {
        if (_sequence is not null) Continue(value);
        else if (value == '\u001b') _sequence = "";
        else if (value == '\r') _column = 0;
        else if (value == '\n') NextRow();
        else Put(value);
    }

    /// <summary>Narrows or widens it, as terminals do that break every line anew; the cursor stays behind what it stood behind.</summary>
    public void BreakAnew(int columns)
    {
        var behind = _rows.Skip(_row + 1).ToList();
        Assert.All(behind, row => Assert.Equal("", row.ToString().TrimEnd()));
        var rows = _rows.Take(_row + 1).SelectMany(row => Pieces(row.ToString(), columns)).ToList();
        _rows.Clear();
        _rows.AddRange(rows.Select(row => new StringBuilder(row)));
        (_row, _column, Width) = (_rows.Count - 1, _rows[^1].Length, columns);
    }

    private static IEnumerable<string> Pieces(string row, int columns) =>
        row.Length == 0 ? [""] : row.Chunk(columns).Select(piece => new string(piece));

    private void Put(char value)
    {
        if (_column == Width) NextRow();
        var row = _rows[_row];
        row.Append(' ', Math.Max(0, _column + 1 - row.Length));
        row[_column++] = value;
    }

    private void NextRow()
    {
        (_row, _column) = (_row + 1, 0);
        if (_row == _rows.Count) _rows.Add(new StringBuilder());
    }

    private void Continue(char value)
    {
        _sequence += value;
        if (value is not (>= '@' and <= '~') || _sequence == "[") return;
        var number = int.TryParse(_sequence.AsSpan(1..^1), CultureInfo.InvariantCulture, out var given) ? given : 1;
        switch (value)
        {
            case 'm':
                break;
            case 'A':
                Assert.True(number <= _row, "the cursor is moved above the first row");
                _row -= number;
                break;
            case 'K':
                Assert.Equal(2, number); // the whole row
                _rows[_row].Clear();
                break;
            default:
                Assert.Fail($"a terminal is sent ESC{_sequence}");
                break;
        }

        _sequence = null;
    }
}
