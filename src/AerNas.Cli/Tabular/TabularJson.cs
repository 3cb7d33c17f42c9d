using AerNas.Tabular;

namespace AerNas.Cli.Tabular;

/// <summary>How the commands of the table write what they found as JSON.</summary>
internal static class TabularJson
{
    /// <summary>A series by its parts, with its unit: the table keeps accuracies as published, while runs record shares of 1.</summary>
    public static JsonObject Of(TabularSeries series) => new()
    {
        ["dataset"] = TabularNames.Of(series.Dataset),
        ["split"] = TabularNames.Of(series.Split),
        ["epochs"] = series.Epochs,
        ["unit"] = "percent",
    };

    public static JsonObject Of(CellIndex cell, TabularBenchmark table) =>
        new() { ["index"] = cell.Value, ["genotype"] = table.GenotypeOf(cell).ToString() };

    public static JsonObject With(this JsonObject target, CellCost cost)
    {
        target["parameters"] = cost.Parameters;
        target["flops"] = cost.Flops;
        target["latencySeconds"] = cost.LatencySeconds;
        target["trainSeconds"] = cost.TrainSeconds;
        target["evaluationSeconds"] = cost.EvaluationSeconds;
        return target;
    }
}
