using System.Text;
using AerNas.Reports.Pages;

namespace AerNas.Reports.Studies;

/// <summary>A table of a study's report.</summary>
/// <param name="Headings">What stands above its columns.</param>
/// <param name="Rows">A cell for each of them.</param>
internal sealed record ReportTable(IReadOnlyList<string> Headings, IEnumerable<IReadOnlyList<string>> Rows)
{
    /// <summary>A text that reads well as it is and as Markdown: every column as wide as its widest cell.</summary>
    public string ToMarkdown()
    {
        var cells = Rows.Prepend(Headings)
            .Select(row => row.Select(cell => PrintableText.Of(cell).Replace("|", "\\|", StringComparison.Ordinal)).ToArray()).ToArray();
        var widths = Headings.Select((_, column) => Math.Max(3, cells.Max(row => row[column].Length))).ToArray();
        var text = new StringBuilder();
        Add(cells[0]);
        Add([.. widths.Select(width => new string('-', width))]);
        foreach (var row in cells.Skip(1)) Add(row);
        return text.ToString();

        void Add(string[] row) =>
            text.Append("| ").AppendJoin(" | ", row.Select((cell, column) => cell.PadRight(widths[column]))).Append(" |\n");
    }

    /// <summary>The table in a page.</summary>
    public string ToHtml(string caption) => Html.Table(caption, Headings, Rows);
}
