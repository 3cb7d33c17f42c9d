using AerNas.Graphs;
using AerNas.Kernels.Graphs;

namespace AerNas.Networks;

/// <summary>The trainable form of a genotype: one operation an edge, batch norms learned, no alphas.</summary>
public sealed class DerivedNetwork : IDisposable
{
    private readonly EvaluatedNetwork _network;

    /// <summary>Builds the network of a genotype; weights are drawn in the order of the network.</summary>
    /// <param name="genotype">The architecture.</param>
    /// <param name="skeleton">How its cells are stacked; of the genotype's family.</param>
    /// <param name="weights">Where the parameters come from.</param>
    /// <param name="options">What evaluates it; null: torch's operators.</param>
    /// <exception cref="ArgumentException">The skeleton stacks another family, or the images are too small for it.</exception>
    /// <exception cref="InvalidOptionsException">The fused engine is asked for and cannot run the network.</exception>
    public DerivedNetwork(Genotype genotype, Skeleton skeleton, WeightSource weights, DerivedNetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        options ??= new DerivedNetworkOptions();
        var graph = DerivedGraph.Of(genotype, skeleton);
        graph.ShapesFor(skeleton.ImageSize);
        (Genotype, Skeleton) = (genotype, skeleton);
        var passes = new CompilerOptions(DropsPaths: options.DropsPaths, Recomputes: options.Recomputes);
        _network = new EvaluatedNetwork(graph, weights, new EngineChoice(options.Engine, options.Layout, passes));
    }

    /// <summary>The architecture.</summary>
    public Genotype Genotype { get; }

    /// <summary>What surrounds its cells.</summary>
    public Skeleton Skeleton { get; }

    /// <summary>Whether it trains: norms use the batch, running statistics move, the auxiliary head speaks. Else it evaluates.</summary>
    /// <value>true.</value>
    /// <remarks>Whoever writes weights or statistics of a network that evaluates sets it to false again, to have them read.</remarks>
    public bool Training
    {
        get;
        set
        {
            field = value;
            if (!value) _network.ReadAnew();
        }
    } = true;

    /// <summary>What it computes.</summary>
    public NetworkGraph Graph => _network.Graph;

    /// <inheritdoc cref="Supernet.Engine"/>
    public NetworkEngine Engine => _network.Engine;

    /// <inheritdoc cref="Supernet.EngineNote"/>
    public string? EngineNote => _network.EngineNote;

    /// <inheritdoc cref="Supernet.Weights"/>
    public IReadOnlyList<Tensor> Weights => _network.Weights.Weights;

    /// <inheritdoc cref="Supernet.NamedWeights"/>
    public IReadOnlyList<(string Name, Tensor Value)> NamedWeights => _network.Weights.NamedWeights;

    /// <inheritdoc cref="Supernet.NamedStatistics"/>
    public IReadOnlyList<(string Name, Tensor Value)> NamedStatistics => _network.Weights.NamedStatistics;

    /// <inheritdoc cref="Supernet.ByParameter"/>
    public IEnumerable<(string Name, Tensor Value)> ByParameter(IReadOnlyList<Tensor> perWeight) => _network.Weights.ByName(perWeight);

    /// <summary>Scores the classes of each image.</summary>
    /// <param name="images">Normalized images. // [N, C, H, W]</param>
    /// <param name="dropPath">Drops operations while training; null drops none.</param>
    /// <param name="noise">What noise operations give while training; null: zeros.</param>
    /// <returns>Logits of both heads, owned by the caller's scope.</returns>
    public NetworkOutput Forward(Tensor images, DropPath? dropPath = null, NoiseDraws? noise = null)
    {
        Shapes.RequireImages(images, Skeleton.InputChannels);
        var outputs = _network.Forward(images, new NetworkPass
        {
            Training = Training,
            Paths = dropPath is { Probability: > 0 } ? dropPath.Drops : null,
            Noise = noise,
        });
        return new NetworkOutput(outputs[0], outputs.ElementAtOrDefault(1));
    }

    /// <inheritdoc cref="EvaluatedNetwork.ClaimProcessors"/>
    public void ClaimProcessors() => _network.ClaimProcessors();

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();
}

/// <summary>What evaluates a derived network.</summary>
public sealed record DerivedNetworkOptions
{
    /// <value>Torch.</value>
    public NetworkEngine Engine { get; init; } = NetworkEngine.Torch;

    /// <value>How feature maps lie in memory on the Torch engine: <see cref="MemoryLayout.Automatic"/>.</value>
    public MemoryLayout Layout { get; init; }

    /// <value>Whether training drops paths, for which the fused engine makes room: false.</value>
    public bool DropsPaths { get; init; }

    /// <value>Whether the fused engine computes maps that cost little again in backward passes, in place of keeping them: false.</value>
    public bool Recomputes { get; init; }
}
