// One inverted residual of which all operations of an edge are parts (Stamoulis et al.: Single-Path NAS, ECML PKDD 2019, section 3): the
// largest kernel and expansion hold every smaller one as the middle of the depthwise kernel of the first channels between. What leaves the
// layer out has none of it.

using AerNas.Graphs;

namespace AerNas.Spaces;

/// <summary>Inverted residuals that share one set of weights: every size of kernel with every expansion, and perhaps a skip
/// connection.</summary>
internal sealed class Superkernel
{
    private readonly Dictionary<(int Size, int Expansion), CandidateOperation> _operations;

    private Superkernel(IEnumerable<(CandidateOperation Operation, InvertedResidual Form)> residuals, CandidateOperation? skip)
    {
        _operations = residuals.ToDictionary(r => (r.Form.Kernel, r.Form.Expansion), r => r.Operation);
        Sizes = [.. _operations.Keys.Select(key => key.Size).Distinct().Order()];
        Expansions = [.. _operations.Keys.Select(key => key.Expansion).Distinct().Order()];
        Skip = skip;
    }

    /// <summary>Heights and widths of the kernels, the smallest first.</summary>
    public ImmutableArray<int> Sizes { get; }

    /// <summary>How many times the channels between are those that are read, the smallest first.</summary>
    public ImmutableArray<int> Expansions { get; }

    /// <summary>What leaves the layer out; null where it always stays.</summary>
    public CandidateOperation? Skip { get; }

    /// <summary>What the operations of an edge are parts of; null where they share no weights.</summary>
    public static Superkernel? Of(IEnumerable<CandidateOperation> operations)
    {
        CandidateOperation[] all = [.. operations];
        CandidateOperation[] skips = [.. all.Where(operation => operation.Family == OperationFamily.Skip)];
        var residuals = all.Except(skips).Select(operation => (operation, Form: InvertedResidual.Of(operation))).ToArray();
        if (skips.Length > 1 || residuals.Length == 0 || residuals.Any(r => r.Form is not { Groups: 1, Squeezes: false, Expansion: > 1 }))
            return null;
        var shared = new Superkernel(residuals.Select(r => (r.operation, r.Form!)), skips.SingleOrDefault());
        return residuals.Length == shared.Sizes.Length * shared.Expansions.Length ? shared : null;
    }

    /// <summary>The operation of a size and an expansion, by their places.</summary>
    public CandidateOperation At(int size, int expansion) => _operations[(Sizes[size], Expansions[expansion])];

    /// <summary>How many of the channels between an expansion has.</summary>
    /// <param name="channels">Those of the largest.</param>
    /// <param name="expansion">By its place.</param>
    public int ChannelsOf(int channels, int expansion) => channels / Expansions[^1] * Expansions[expansion];

    /// <summary>Adds the one layer that computes all of them.</summary>
    /// <param name="site">Where.</param>
    /// <param name="entryOf">The entry of an operation in the flat mixture.</param>
    /// <returns>The map, and the kernel that is shared.</returns>
    public (MapId Map, GraphWeight Kernel) Build(OperationSite site, Func<CandidateOperation, int> entryOf)
    {
        var (graph, norm, activation) = (site.Graph, site.Style.Norm, site.Style.Activation);
        var channels = graph.ChannelsOf(site.Source) * Expansions[^1];
        var map = graph.Activate(InvertedResidual.Pointwise(graph.In("expand"), site.Source, channels, norm), activation); // [N, E C, H, W]
        ImmutableArray<KernelPart> parts = [.. from size in Enumerable.Range(0, Sizes.Length)
                                               from expansion in Enumerable.Range(0, Expansions.Length)
                                               select new KernelPart(
                                                   entryOf(At(size, expansion)), Sizes[size], ChannelsOf(channels, expansion))];
        var depthwise = graph.In("depthwise");
        map = depthwise.In("convolution").SharedDepthwise(map, Window.Square(Sizes[^1], site.Stride), parts, out var kernel);
        map = graph.Activate(depthwise.In("batch_norm").Norm(map, norm), activation); // [N, E C, H / stride, W / stride]
        map = InvertedResidual.Pointwise(graph.In("project"), map, site.Channels, norm);
        return (graph.WithShortcut(site.Source, map, site.Stride), kernel);
    }
}
