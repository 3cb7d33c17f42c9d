using AerNas.Graphs;
using AerNas.Kernels.Graphs;

namespace AerNas.Networks;

/// <summary>The weight-sharing network: on every edge all the operations that are kept. Its weights are the network weights w, never
/// alphas. One of two engines evaluates it; they differ by rounding only, and in how w is held: see <see cref="Weights"/>.</summary>
public sealed class Supernet : IDisposable
{
    private const int FewCells = 3; // which have each kind

    private readonly SupernetOptions _options;
    private readonly SupernetGraph _graph;
    private readonly EvaluatedNetwork _network;

    /// <summary>Builds the supernet of a space; weights are drawn in the order of the network.</summary>
    /// <param name="space">The space, its columns in any order.</param>
    /// <param name="options">How wide and deep.</param>
    /// <param name="generator">The stream the weights are drawn from (on the CPU); stays its owner's.</param>
    /// <exception cref="ArgumentException">The options ask for what cannot be built.</exception>
    /// <exception cref="InvalidOptionsException">The fused engine is asked for and cannot run the supernet.</exception>
    public Supernet(SearchSpace space, SupernetOptions options, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(options);
        if (options.PartialChannels < 1 || options.Channels % options.PartialChannels != 0)
            throw new ArgumentException(
                $"1/{options.PartialChannels} of {options.Channels} channels is no whole number; PartialChannels must divide Channels.",
                    nameof(options));
        Space = space;
        Kept = options.Kept ?? KeptOperations.All(space);
        RequireEveryNodeLedTo(Kept);
        _options = options;
        _graph = SupernetGraph.Of(Kept, options);
        var passes = new CompilerOptions(options.DisturbsSkips, options.DropsPaths, Recomputes: options.Recomputes);
        _network = new EvaluatedNetwork(_graph.Network, new WeightSource(generator, options.DataType, options.Device ?? CPU),
            new EngineChoice(options.Engine, options.Layout, passes));
    }

    /// <summary>Why the fused engine cannot run supernets of a space; null where it can.</summary>
    public static string? FusedObstacle(SearchSpace space)
    {
        try
        {
            var size = new SupernetOptions { Layers = FewCells, Cells = 1 };
            GraphCompiler.Compile(SupernetGraph.Of(KeptOperations.All(space), size).Network, new CompilerOptions());
            return null;
        }
        catch (UnsupportedLayerException e)
        {
            return e.Message;
        }
    }

    /// <summary>The space it holds.</summary>
    public SearchSpace Space { get; }

    /// <summary>The operations it holds.</summary>
    public KeptOperations Kept { get; }

    /// <summary>Whether it trains: batch norms use the batch and update running statistics, and what mixtures do at random is done. Else it
    /// evaluates.</summary>
    /// <value>true.</value>
    public bool Training { get; set; } = true;

    /// <summary>What it computes.</summary>
    public NetworkGraph Graph => _network.Graph;

    /// <summary>What evaluates it: <see cref="NetworkEngine.Fused"/> or <see cref="NetworkEngine.Torch"/>.</summary>
    public NetworkEngine Engine => _network.Engine;

    /// <summary>Why Torch evaluates it where the choice was left open; null where the fused engine does or Torch was asked for.</summary>
    public string? EngineNote => _network.EngineNote;

    /// <summary>The network weights w as the lower level's optimizer moves them: on the fused engine one tensor of all of them, of which
    /// <see cref="NamedWeights"/> are parts; on Torch these themselves.</summary>
    public IReadOnlyList<Tensor> Weights => _network.Weights.Weights;

    /// <summary>What a forward pass in training mode changes by itself: running statistics, held as the weights are.</summary>
    public IReadOnlyList<Tensor> Statistics => _network.Weights.Statistics;

    /// <summary>The network weights w by name, in the order of the network; live, not copies.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> NamedWeights => _network.Weights.NamedWeights;

    /// <summary>The running statistics by name, in the order of the network; live, not copies.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> NamedStatistics => _network.Weights.NamedStatistics;

    /// <summary>Scores the classes of each image.</summary>
    /// <param name="images">Normalized images. // [N, C, H, W]</param>
    /// <param name="mixture">What the mixed operations multiply by.</param>
    /// <returns>Logits, owned by the caller's scope. // [N, K]</returns>
    /// <remarks>The fused engine gives gradients of its last forward pass only.</remarks>
    public Tensor Forward(Tensor images, Mixture mixture) => _network.Forward(images, Pass(images, mixture))[0];

    /// <summary>The same by torch operators on either engine: slower, but gradients of the result can be differentiated again.</summary>
    /// <inheritdoc cref="Forward"/>
    public Tensor ForwardTwiceDifferentiable(Tensor images, Mixture mixture) => _network.ForwardByTorch(images, Pass(images, mixture))[0];

    /// <inheritdoc cref="NetworkWeights.ByName"/>
    public IEnumerable<(string Name, Tensor Value)> ByParameter(IReadOnlyList<Tensor> perWeight)
    {
        ArgumentNullException.ThrowIfNull(perWeight);
        return _network.Weights.ByName(perWeight);
    }

    /// <summary>How wide and large its cells are, in the order of the network.</summary>
    /// <param name="imageSize">Height and width of the images.</param>
    public ImmutableArray<CellSize> CellSizes(int imageSize) => [.. _graph.Cells.Select(cell => cell.For(imageSize))];

    /// <summary>Whether the operations of an edge are parts of one set of weights.</summary>
    internal bool SharesKernels => _options.SharesKernels;

    /// <summary>The kernels that the operations of an edge share, one a cell of the kind; none where each has its own.
    /// // [C, 1, k, k]</summary>
    internal ImmutableArray<Tensor> SharedKernels(CellKind kind, EdgeId edge) =>
        [.. _graph.Kernels.Where(shared => shared.Kind == kind && shared.Edge == edge).Select(shared => _network.Weights[shared.Kernel])];

    /// <inheritdoc cref="EvaluatedNetwork.ClaimProcessors"/>
    public void ClaimProcessors() => _network.ClaimProcessors();

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private NetworkPass Pass(Tensor images, Mixture mixture)
    {
        ArgumentNullException.ThrowIfNull(mixture);
        Shapes.RequireImages(images, _options.ImageChannels);
        if (Training && mixture.Skips?.Form is not null && !_options.DisturbsSkips)
            throw new ArgumentException($"A supernet disturbs skip connections where it is built to: set "
                + $"{nameof(SupernetOptions.DisturbsSkips)}.", nameof(mixture));
        if (Training && mixture.Paths is not null && !_options.DropsPaths)
            throw new ArgumentException($"A supernet drops paths where it is built to: set {nameof(SupernetOptions.DropsPaths)}.",
                nameof(mixture));
        return new NetworkPass
        {
            Training = Training,
            Mixture = mixture,
            Skips = Training ? SkipDisturbances.Of(mixture, _graph.Skips) : null,
            Paths = Training ? mixture.Paths?.At(_graph.Paths) : null,
            Noise = Training ? mixture.Noise : null,
        };
    }

    private static void RequireEveryNodeLedTo(KeptOperations kept)
    {
        var alone = from kind in kept.Space.CellKinds
                    from node in kept.Space.ComputedNodes
                    where !kept.Space.EdgesInto(node).Any(edge => kept.Of(kind, edge).Any(o => o.Family != OperationFamily.None))
                    select $"node {node} of the {kind} cell";
        if (alone.FirstOrDefault() is { } place)
            throw new ArgumentException($"No operation but none would lead to {place}; an edge into it must keep another.", nameof(kept));
    }
}
