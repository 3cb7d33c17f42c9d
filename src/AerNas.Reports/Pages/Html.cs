using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace AerNas.Reports.Pages;

/// <summary>Text and numbers as they may stand in HTML and SVG.</summary>
internal static class Html
{
    private const int LongestUnbroken = 40; // characters
    private const int LongestNarrow = 200; // characters, in a column for a sentence or two

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>A text in which nothing is markup or acts on what shows it, inside an element or a quoted attribute.</summary>
    public static string Text(string? text) => Encoder.Encode(PrintableText.Of(text));

    /// <summary>A number as an attribute of a drawing: two digits behind the point.</summary>
    public static string Number(double value) =>
        (Math.Round(value, 2, MidpointRounding.AwayFromZero) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A row of a table of names and values.</summary>
    public static string Row(string name, string? value) => $"<tr><th scope=\"row\">{Text(name)}</th><td>{Text(value)}</td></tr>\n";

    /// <summary>A table of names and values.</summary>
    public static string Table(string caption, IEnumerable<KeyValuePair<string, string>> rows) =>
        $"<table>\n<caption>{Text(caption)}</caption>\n<tbody>\n"
        + $"{string.Concat(rows.Select(row => Row(row.Key, row.Value)))}</tbody>\n</table>\n";

    /// <summary>A table with a line of headings, in a box that scrolls where it is too wide; its name stands above the box.</summary>
    public static string Table(string caption, IEnumerable<string> headings, IEnumerable<IEnumerable<string>> rows)
    {
        var head = string.Concat(headings.Select(heading => $"<th scope=\"col\">{Text(heading)}</th>"));
        var body = string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Select(Cell))}</tr>\n"));
        return $"<p class=\"caption\">{Text(caption)}</p>\n"
            + $"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{Text(caption)}\"><table "
            + $"class=\"grid\">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table></div>\n";
    }

    /// <summary>A text that would take the room of several columns, such as an architecture, may be broken.</summary>
    private static string Cell(string text)
    {
        var width = text.Length > LongestNarrow ? " class=\"longest\"" : text.Length > LongestUnbroken ? " class=\"long\"" : "";
        return $"<td{width}>{Text(text)}</td>";
    }
}
