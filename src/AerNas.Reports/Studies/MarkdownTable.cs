using System.Text;

namespace AerNas.Reports.Studies;

/// <summary>Tables that read well as plain text and as Markdown: every column as wide as its widest cell.</summary>
internal static class MarkdownTable
{
    public static string Of(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var cells = rows.Prepend(headings)
            .Select(row => row.Select(cell => PrintableText.Of(cell).Replace("|", "\\|", StringComparison.Ordinal)).ToArray()).ToArray();
        var widths = headings.Select((_, column) => Math.Max(3, cells.Max(row => row[column].Length))).ToArray();
        var text = new StringBuilder();
        Add(cells[0]);
        Add([.. widths.Select(width => new string('-', width))]);
        foreach (var row in cells.Skip(1)) Add(row);
        return text.ToString();

        void Add(string[] row) =>
            text.Append("| ").AppendJoin(" | ", row.Select((cell, column) => cell.PadRight(widths[column]))).Append(" |\n");
    }
}
