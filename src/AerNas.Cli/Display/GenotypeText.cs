using AerNas.Costs;

namespace AerNas.Cli.Display;

/// <summary>Prints an architecture and what its network costs.</summary>
internal static class GenotypeText
{
    /// <summary>The notation, and what each node of each cell adds up.</summary>
    public static void Show(Genotype genotype, CommandOutput output)
    {
        output.Line(GenotypeNotation.Brief(genotype));
        if (genotype.Space.IsListed && genotype.Space.Edges is [var only])
        {
            output.Line();
            foreach (var kind in genotype.CellKinds) output.Row(kind.Name, $"{genotype[kind].EdgesInto(only.To).Single().Operation}");
            output.Line();
            return;
        }

        foreach (var kind in genotype.CellKinds)
        {
            output.Line();
            output.Line($"{kind} cell");
            foreach (var edges in genotype[kind].Edges.GroupBy(e => e.Edge.To))
                output.Row($"node {edges.Key}", string.Join(" + ", edges.Select(e => $"{e.Operation}({e.Edge.From})")));
            output.Row("output", string.Join(", ", genotype[kind].Output));
        }

        output.Line();
    }

    /// <summary>What a network is and costs.</summary>
    public static void Show(Skeleton skeleton, GenotypeCost cost, CommandOutput output)
    {
        var stages = skeleton.Form.Definition.Stages;
        var depth = stages is null
            ? Counted.Of(skeleton.Runs.Sum(run => run.Count), "cell")
            : $"{stages.Count} stages of {Counted.Of(skeleton.Cells, "cell")}";
        output.Line($"{skeleton.Form} network: {depth}, {Counted.Of(skeleton.Channels, "channel")}, "
            + $"{Counted.Of(skeleton.Classes, "class", "classes")}, {skeleton.ImageSize} x {skeleton.ImageSize} pixels");
        output.Row("parameters", $"{cost.Parameters:N0} ({Text.Count(cost.Parameters)})");
        output.Row("multiply-adds", $"{cost.MultiplyAdds:N0} ({Text.Count(cost.MultiplyAdds)})");
    }
}
