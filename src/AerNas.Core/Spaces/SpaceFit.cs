using AerNas.Graphs;

namespace AerNas.Spaces;

/// <summary>Whether cells fit where skeletons put them: every operation must give maps of its node's width and size.</summary>
internal static class SpaceFit
{
    private const int Channels = 64; // which all widths make whole
    private const int Depth = 9; // of skeletons that can be of any

    /// <summary>Demands that all fits.</summary>
    /// <returns>Whether all edges read maps of the width that they give.</returns>
    /// <exception cref="InvalidOptionsException">Something does not; carries every problem.</exception>
    public static bool Check(SearchSpace space)
    {
        var (rules, seen) = (new OptionRules(), new HashSet<(CellKind Kind, int Read, int Own)>());
        for (var i = 0; i < space.Skeletons.Length; i++)
        {
            var form = space.Skeletons[i];
            if (form.Definition.Preprocesses) continue;
            var read = WidthOf(form.Definition.Stem[^1].Width);
            foreach (var run in form.Runs(Depth, Depth))
            {
                var channels = WidthOf(run.Width);
                var output = channels * space.OutputNodes.Count();
                foreach (var source in run.Count > 1 ? [read, output] : new[] { read })
                    if (seen.Add((run.Kind, source, channels))) CheckCell(rules.In($"skeletons[{i}]"), space, run.Kind, (source, channels));

                read = run.EndsStage ? 2 * channels : output;
            }
        }

        var placed = space.Skeletons[0].Runs(Depth, Depth).Select(run => run.Kind).ToHashSet();
        for (var i = 0; i < space.CellKinds.Length; i++)
        {
            rules.Require(placed.Contains(space.CellKinds[i]), $"cells[{i}]",
                $"stands at no place of {space.Skeletons[0]}, the first skeleton.");
        }

        rules.ThrowIfBroken();
        return seen.All(cell => cell.Read == cell.Own);
    }

    private static void CheckCell(OptionRules rules, SearchSpace space, CellKind kind, (int Read, int Own) channels)
    {
        var sites = from edge in space.Edges
                    where edge.From.Value < space.InputNodes
                    from operation in space.Candidates.Of(kind, edge)
                    select (edge, operation);
        foreach (var (edge, operation) in sites)
        {
            var problem = Problem(operation, channels, edge.StrideIn(kind, space.InputNodes));
            if (problem is not null)
                rules.Require(false, "", $"{operation} on {edge} of {kind} {problem}; offer others there, or set preprocesses.");
        }
    }

    private static string? Problem(CandidateOperation operation, (int Read, int Own) channels, int stride)
    {
        var graph = new GraphBuilder();
        MapId output;
        try
        {
            output = operation.Build(new OperationSite(graph, graph.Images(channels.Read), channels.Own, stride, BlockStyle.Derived));
        }
        catch (ArgumentException e) // of an operation of one's own
        {
            return $"cannot be built from {channels.Read} channels to {channels.Own}: {e.Message}";
        }

        return graph.ChannelsOf(output) == channels.Own ? null
            : $"reads {channels.Read} channels and gives {graph.ChannelsOf(output)} where the cell has {channels.Own} (of {Channels} that "
            + "a network is asked for)";
    }

    private static int WidthOf(double factor) => (int)Math.Round(Channels * factor);
}
