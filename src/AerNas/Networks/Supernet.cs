using System.Collections.Immutable;
using AerNas.Networks.Fused;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>
/// The weight-sharing network: on every edge all the operations that are kept. Its parameters are the network weights w, never alphas. One of two engines
/// evaluates it; they differ by rounding only, and in how w is held: see <see cref="Weights"/>.
/// </summary>
public abstract class Supernet : nn.Module
{
    private readonly SupernetOptions _options;
    private FusedEngine? _fused;

    /// <summary>Makes the base of a supernet; <see cref="Complete"/> ends the construction.</summary>
    protected Supernet(SearchSpace space, SupernetOptions options)
        : base(nameof(Supernet))
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(options);
        if (options.PartialChannels < 1 || options.Channels % options.PartialChannels != 0)
            throw new ArgumentException(
                $"1/{options.PartialChannels} of {options.Channels} channels is no whole number; PartialChannels must divide Channels.", nameof(options));
        Space = space;
        Kept = options.Kept ?? KeptOperations.All(space);
        RequireEveryNodeLedTo(Kept);
        _options = options;
    }

    /// <summary>The space it holds.</summary>
    public SearchSpace Space { get; }

    /// <summary>The operations it holds.</summary>
    public KeptOperations Kept { get; }

    /// <summary>What evaluates it: <see cref="SupernetEngine.Fused"/> or <see cref="SupernetEngine.Torch"/>.</summary>
    public SupernetEngine Engine => _fused is null ? SupernetEngine.Torch : SupernetEngine.Fused;

    /// <summary>Why Torch evaluates it where the choice was left open; null where the fused engine does or Torch was asked for.</summary>
    public string? EngineNote { get; private set; }

    /// <summary>
    /// The network weights w as the lower level's optimizer moves them: on the fused engine one tensor of all of them, of which the
    /// module's parameters are parts; on Torch the parameters.
    /// </summary>
    public IReadOnlyList<Tensor> Weights { get; private set; } = [];

    /// <summary>What a forward pass in training mode changes by itself: running statistics, held as the weights are.</summary>
    public IReadOnlyList<Tensor> Statistics { get; private set; } = [];

    /// <summary>Builds the supernet of a space.</summary>
    /// <param name="space">The space; its name tells which supernet.</param>
    /// <param name="options">How wide and deep.</param>
    /// <param name="generator">The stream the weights are drawn from (on the CPU); stays its owner's.</param>
    /// <exception cref="ArgumentException">No supernet is known for the space, or the options ask for what cannot be built.</exception>
    /// <exception cref="InvalidOptionsException">The fused engine is asked for and cannot run the supernet.</exception>
    public static Supernet Create(SearchSpace space, SupernetOptions options, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(space);
        if (space.Name == SearchSpace.Darts.Name) return new DartsSupernet(space, options, generator);
        if (space.Name == SearchSpace.NasBench201.Name) return new NasBench201Supernet(space, options, generator);
        throw new ArgumentException(
            $"There is no supernet for the space '{space.Name}'; there are {string.Join(", ", SearchSpace.All.Select(s => s.Name))}.", nameof(space));
    }

    /// <summary>Scores the classes of each image.</summary>
    /// <param name="images">Normalized images. // [N, C, H, W]</param>
    /// <param name="mixture">What the mixed operations multiply by.</param>
    /// <returns>Logits, owned by the caller's scope. // [N, K]</returns>
    /// <remarks>The fused engine gives gradients of its last forward pass only.</remarks>
    public Tensor Forward(Tensor images, Mixture mixture)
    {
        ArgumentNullException.ThrowIfNull(mixture);
        Shapes.RequireImages(images, _options.ImageChannels);
        if (_fused is null) return ForwardByOperators(images, mixture);
        if (training && mixture.Skips?.Form is not null && !_options.DisturbsSkips)
            throw new ArgumentException($"A supernet on the fused engine disturbs skip connections where it is built to: set {nameof(SupernetOptions.DisturbsSkips)}.", nameof(mixture));
        if (training && mixture.Paths is not null)
            throw new ArgumentException($"The fused engine drops no paths; build the supernet with {nameof(SupernetOptions.DropsPaths)}.", nameof(mixture));
        return _fused.Forward(images, mixture, training);
    }

    /// <summary>The same by torch operators on either engine: slower, but gradients of the result can be differentiated again.</summary>
    /// <param name="images">Normalized images. // [N, C, H, W]</param>
    /// <param name="mixture">What the mixed operations multiply by.</param>
    /// <returns>Logits, owned by the caller's scope. // [N, K]</returns>
    public Tensor ForwardTwiceDifferentiable(Tensor images, Mixture mixture)
    {
        Shapes.RequireImages(images, _options.ImageChannels);
        return ForwardByOperators(images, mixture);
    }

    /// <summary>What belongs to <see cref="Weights"/>, such as gradients or velocity, by the names of the parameters and in their shapes.</summary>
    /// <param name="perWeight">One tensor a weight, in the order of <see cref="Weights"/>.</param>
    /// <returns>The tensors themselves or views of them, owned by the caller's scope.</returns>
    public IEnumerable<(string Name, Tensor Value)> ByParameter(IReadOnlyList<Tensor> perWeight)
    {
        ArgumentNullException.ThrowIfNull(perWeight);
        var values = _fused is null ? perWeight : _fused.Weights.Views(perWeight.Single());
        return named_parameters().Zip(values, (parameter, value) => (parameter.name, value));
    }

    /// <summary>How wide and large its cells are, in the order of the network.</summary>
    /// <param name="imageSize">Height and width of the images.</param>
    public abstract ImmutableArray<CellSize> CellSizes(int imageSize);

    /// <summary>
    /// Leaves torch one thread of this process where the fused engine runs: torch's own would spin on the processors that the engine's
    /// work on. To be called once the supernet is made, since the engine takes as many threads as torch then has.
    /// </summary>
    public void ClaimProcessors()
    {
        if (_fused is not null) set_num_threads(1);
    }

    /// <summary>The supernet as torch operators, one after the other. // [N, C, H, W] -> [N, K]</summary>
    private protected abstract Tensor ForwardByOperators(Tensor images, Mixture mixture);

    /// <summary>Describes the supernet to the fused engine.</summary>
    /// <exception cref="UntraceableBlockException">It holds a block that cannot be described.</exception>
    private protected abstract void Trace(GraphTracer tracer);

    /// <summary>Ends the construction: registers the parts and chooses the engine.</summary>
    private protected void Complete()
    {
        RegisterComponents();
        Weights = [.. parameters()];
        Statistics = [.. buffers()];
        if (_options.Engine == SupernetEngine.Torch) return;
        var obstacle = ObstacleToFusing() ?? Fuse();
        if (obstacle is null) return;
        if (_options.Engine == SupernetEngine.Fused)
            throw new InvalidOptionsException("runtime.engine", $"the fused engine cannot run this supernet: {obstacle}; use auto or torch.");
        EngineNote = $"The fused engine cannot run this supernet: {obstacle}. Torch does.";
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _fused?.Dispose();
        base.Dispose(disposing);
    }

    private static void RequireEveryNodeLedTo(KeptOperations kept)
    {
        var alone = from kind in kept.Space.CellKinds
                    from node in kept.Space.ComputedNodes
                    where !kept.Space.EdgesInto(node).Any(edge => kept.Of(kind, edge).Any(o => o.Family != OperationFamily.None))
                    select $"node {node} of the {kind} cell";
        if (alone.FirstOrDefault() is { } place) throw new ArgumentException($"No operation but none would lead to {place}; an edge into it must keep another.", nameof(kept));
    }

    private string? ObstacleToFusing()
    {
        if (_options.DataType != ScalarType.Float32) return $"it computes in float32, not in {_options.DataType}";
        if (_options.DropsPaths) return "it drops no paths";
        return _options.Device is { } device && device.type != TorchSharp.DeviceType.CPU ? $"it computes on the CPU, not on {device}" : null;
    }

    /// <summary>Hands the supernet to the fused engine.</summary>
    /// <returns>What is in the way; null where nothing is.</returns>
    private string? Fuse()
    {
        var (weights, statistics) = (new FlatTensor(Weights), new FlatTensor(Statistics));
        try
        {
            var tracer = new GraphTracer(Space, weights, statistics) { DisturbsSkips = _options.DisturbsSkips, WeighsEdges = _options.PartialChannels > 1 };
            Trace(tracer);
            _fused = new FusedEngine(tracer, weights, statistics, _options.Classes);
        }
        catch (UntraceableBlockException e)
        {
            weights.Dispose();
            statistics.Dispose();
            return e.Message;
        }

        Weights = [weights.Values];
        Statistics = [statistics.Values];
        return null;
    }
}
