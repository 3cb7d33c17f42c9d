using System.Text;
using AerNas.Genotypes.Drawing;

namespace AerNas.Reports.Pages;

/// <summary>The cell as it changed: a drawing a different cell, the one of the shown epoch in view, and the changes in words.</summary>
internal static class CellSection
{
    private const int MostListed = 6;

    public static string Of(RecordedRun run, PageData data)
    {
        var stretches = run.IsSearchFree ? [] : CellStretch.Of(run); // every architecture it judged is another cell
        if (stretches.IsEmpty) return run.Genotype is { } only ? Drawing(only, "") : "";
        var different = stretches.Select(stretch => stretch.Genotype).Distinct().ToList();
        var cells = Enumerable.Repeat(-1, run.Epochs.Length).ToArray();
        foreach (var stretch in stretches)
            for (var place = stretch.First; place <= stretch.Last; place++) cells[place] = different.IndexOf(stretch.Genotype);
        data.SetCells(cells);

        var html = new StringBuilder("<p class=\"note\">The cell that would be derived of the alphas after the shown epoch.</p>\n");
        for (var i = 0; i < different.Count; i++)
            html.Append(Drawing(different[i], $" data-cell=\"{i}\"{(i == cells[^1] ? "" : " hidden")}"));
        if (stretches.Length == 1)
            return html.Append($"<p>{(run.Epochs.Length == 1 ? "The only epoch" : $"All {run.Epochs.Length} epochs")} gave this "
                + "cell.</p>\n").ToString();
        var changes = stretches.Select(
            (stretch, i) =>
                KeyValuePair.Create(Epochs(run, stretch), i == 0 ? "the first cell" : $"new: {Changes(stretch, stretches[i - 1])}"));
        return html.Append(Html.Table($"How the cell changed: {Counted.Of(stretches.Length - 1, "time")}", changes)).ToString();
    }

    private static string Drawing(Genotype genotype, string attributes)
    {
        var svg = GenotypeDrawing.Svg(genotype);
        return $"<figure class=\"cells\"{attributes}>\n<img class=\"cell\" alt=\"{Html.Text(GenotypeDrawing.Describe(genotype))}\""
            + $" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}\">\n"
            + $"<p><code>{Html.Text(GenotypeNotation.Brief(genotype))}</code></p>\n</figure>\n";
    }

    private static string Epochs(RecordedRun run, CellStretch stretch)
    {
        var (first, last) = (run.Epochs[stretch.First].Epoch + 1, run.Epochs[stretch.Last].Epoch + 1);
        return first == last ? $"epoch {first}" : $"epochs {first} to {last}";
    }

    private static string Changes(CellStretch stretch, CellStretch before)
    {
        var changes = stretch.NewAgainst(before.Genotype).ToArray();
        return string.Join(", ", changes.Take(MostListed))
            + (changes.Length > MostListed ? $" and {changes.Length - MostListed} more" : "");
    }
}
