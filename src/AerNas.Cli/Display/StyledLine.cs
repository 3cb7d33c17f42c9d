using System.Text;
using Spectre.Console;

namespace AerNas.Cli.Display;

/// <summary>A line of pieces, each in one style, that can be cut before it is drawn.</summary>
internal sealed class StyledLine
{
    private readonly List<(string Text, string Style)> _pieces = [];

    public int Length { get; private set; }

    /// <summary>Adds a piece; what stands in it is shown, never obeyed.</summary>
    public StyledLine With(string text, string style = "")
    {
        _pieces.Add((text, style));
        Length += text.Length;
        return this;
    }

    /// <summary>Its beginning, as markup: what does not fit is cut, and an ellipsis says so.</summary>
    public string Cut(int most, char ellipsis)
    {
        var (markup, left) = (new StringBuilder(), Length <= most ? most : Math.Max(0, most - 1));
        foreach (var (text, style) in _pieces)
        {
            var shown = Markup.Escape(text.Length <= left ? text : text[..left]);
            if (shown.Length > 0) markup.Append(style.Length > 0 ? $"[{style}]{shown}[/]" : shown);
            left = Math.Max(0, left - text.Length);
        }

        return Length > most && most > 0 ? markup.Append(ellipsis).ToString() : markup.ToString();
    }
}
