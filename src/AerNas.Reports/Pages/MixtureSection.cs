namespace AerNas.Reports.Pages;

/// <summary>The mixture of every edge over the epochs, in the form of the paper's figure 2, and as bars at the shown epoch.</summary>
internal static class MixtureSection
{
    public static string Of(RecordedRun run, PageData data)
    {
        var edges = EdgeHistory.Of(run);
        if (edges.IsEmpty) return "";
        var kinds = edges.GroupBy(edge => edge.Kind).ToArray();
        var shown = run.Epochs.Any(epoch => epoch.Probability is not null)
            ? "The probabilities that α stands for by the method, operation by operation; the architecture entropy is taken of softmax(α)."
            : "softmax(α) of each edge, which the architecture entropy is taken of; a method may multiply by something else made "
            + "of α, such as a sample.";
        return $"<p class=\"note\">{shown} The bars are at the shown epoch.</p>\n"
            + string.Concat(kinds.Select(kind => (kinds.Length > 1 ? $"<h3>{Html.Text(kind.Key)} cell</h3>\n" : "")
                + $"<div class=\"charts "
                + $"small\">\n{string.Concat(kind.Select(edge => ChartFigure.Figure(Chart(edge), data, bars: true)))}</div>\n"));
    }

    private static LineChart Chart(EdgeHistory edge) => new()
    {
        Title = $"edge {edge.Label}",
        Quantity = Quantity.Share,
        IsSmall = true,
        Lines = [.. edge.Operations.Select((operation, i) => new ChartLine(operation, edge.Shares[i], i))],
    };
}
