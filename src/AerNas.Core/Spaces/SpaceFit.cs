using AerNas.Graphs;

namespace AerNas.Spaces;

/// <summary>Whether cells fit where skeletons put them: every operation must give maps of its node's width and size.</summary>
internal static class SpaceFit
{
    private const int Channels = 64; // which all widths make whole
    private const int Depth = 9; // of skeletons that can be of any
    private const int Images = 3; // channels

    /// <summary>Demands that all fits.</summary>
    /// <returns>Whether all edges read maps of the width that they give.</returns>
    /// <exception cref="InvalidOptionsException">Something does not; carries every problem.</exception>
    public static bool Check(SearchSpace space)
    {
        var rules = new OptionRules();
        for (var i = 0; i < space.Skeletons.Length; i++)
        {
            foreach (var problem in ProblemsOf(space.Skeletons[i], Channels))
            {
                rules.Require(false, $"skeletons[{i}]",
                    $"{problem} (of {Channels} that a network is asked for); offer others there, or set preprocesses.");
            }
        }

        var placed = space.Skeletons[0].Runs(Depth, Depth).Select(run => run.Kind).ToHashSet();
        for (var i = 0; i < space.CellKinds.Length; i++)
        {
            rules.Require(placed.Contains(space.CellKinds[i]), $"cells[{i}]",
                $"stands at no place of {space.Skeletons[0]}, the first skeleton.");
        }

        rules.ThrowIfBroken();
        return space.Skeletons.SelectMany(form => CellsOf(form, Channels)).All(cell => cell.Read == cell.Own);
    }

    /// <summary>What does not fit in a network of so many channels, each as a clause.</summary>
    public static IEnumerable<string> ProblemsOf(SkeletonForm form, int channels)
    {
        var (space, definition) = (form.Space, form.Definition);
        var last = Width(form.Runs(Depth, Depth)[^1].Width, channels) * space.OutputNodes.Count();
        return ProblemsOf(space, definition.Stem, Images, channels)
            .Concat(from cell in CellsOf(form, channels)
                    from edge in space.Edges
                    where edge.From.Value < space.InputNodes
                    from operation in space.Candidates.Of(cell.Kind, edge)
                    let problem = Problem(operation, (cell.Read, cell.Own), edge.StrideIn(cell.Reduces, space.InputNodes))
                    where problem is not null
                    select $"{operation} on {edge} of {cell.Kind} {problem}")
            .Concat(ProblemsOf(space, definition.Head, last, channels));
    }

    /// <summary>The operations of stem or head that give maps of another width than theirs.</summary>
    private static IEnumerable<string> ProblemsOf(SearchSpace space, IEnumerable<StemDefinition> layers, int read, int channels)
    {
        foreach (var layer in layers)
        {
            var own = Width(layer.Width, channels);
            if (layer.Operation is { } name && Problem(space.OperationOf(name), (read, own), layer.Stride) is { } problem)
                yield return $"{name} of {layer.Name} {problem}";
            read = own;
        }
    }

    /// <summary>The cells that read maps which nothing brings to their width, each once.</summary>
    private static HashSet<(CellKind Kind, bool Reduces, int Read, int Own)> CellsOf(SkeletonForm form, int channels)
    {
        var cells = new HashSet<(CellKind, bool, int, int)>();
        if (form.Definition.Preprocesses) return cells;
        var read = Width(form.Definition.Stem[^1].Width, channels);
        foreach (var run in form.Runs(Depth, Depth))
        {
            var own = Width(run.Width, channels);
            var output = own * form.Space.OutputNodes.Count();
            foreach (var source in run.Count > 1 ? [read, output] : new[] { read }) cells.Add((run.Kind, run.Reduces, source, own));
            read = run.EndsStage ? 2 * own : output;
        }

        return cells;
    }

    private static int Width(double factor, int channels) => (int)Math.Round(channels * factor);

    private static string? Problem(CandidateOperation operation, (int Read, int Own) channels, int stride)
    {
        var graph = new GraphBuilder();
        MapId output;
        try
        {
            output = operation.Build(new OperationSite(graph, graph.Images(channels.Read), channels.Own, stride, BlockStyle.Derived));
        }
        catch (ArgumentException e) // of an operation of one's own, or of groups
        {
            return $"cannot be built from {channels.Read} channels to {channels.Own}: {e.Message}";
        }

        return graph.ChannelsOf(output) == channels.Own ? null
            : $"reads {channels.Read} channels and gives {graph.ChannelsOf(output)} where the cell has {channels.Own}";
    }
}
