namespace AerNas.Reports.Pages;

/// <summary>Signs of a collapse: those that can be computed of what a run recorded, and what more it recorded itself.</summary>
internal static class CollapseSection
{
    public static string Of(RecordedRun run, PageData data)
    {
        var signs = CollapseSigns.Of(run);
        LineChart[] charts =
        [
            new()
            {
                Title = "Operations of the normal cell",
                Quantity = Quantity.Count,
                Limit = Math.Max(1, signs.Edges),
                Lines = [new ChartLine("skip connections", signs.SkipConnections, 0),
                    new ChartLine("all without weights", signs.WithoutWeights, 1)],
                Note = "A search that collapses prefers what has nothing to train: skip connections, pooling, none.",
            },
            new()
            {
                Title = "Shares in the mixtures, mean over the edges",
                Quantity = Quantity.Share,
                Limit = 1,
                Lines = [new ChartLine("strongest operation, all cells", signs.StrongestMixture, 0),
                    new ChartLine("skip connection, normal cell", signs.SkipMixture, 1)],
                Note = "What is not the strongest operation's share is cut off when the cell is derived.",
            },
        ];
        var computed = ChartFigure.Grid(charts, data);
        var recorded = ChartFigure.Grid(RunCharts.Others(run), data);
        return (computed.Length > 0 ? computed : "<p>The run recorded neither cells nor alphas, so no sign can be computed.</p>\n")
            + (recorded.Length > 0
                ? $"<h3>Recorded by the run</h3>\n{recorded}"
                : "<p class=\"note\">These are computed of the recorded cells and alphas. The run recorded no indicators of its own, such "
                    + "as an eigenvalue of the Hessian.</p>\n");
    }
}
