using AerNas.Data.Batches;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Schedules;
using AerNas.Searching;
using AerNas.Searching.Steps;
using AerNas.Spaces;
using AerNas.Tests.Networks;
using static TorchSharp.torch;

namespace AerNas.Tests.Searching;

/// <summary>
/// A small search on random images, one step at a time; all see the same images in the same step and begin with the same values.
/// </summary>
internal sealed class EngineTrajectory : IDisposable
{
    private const int Seed = 2;
    private const int Count = 8; // images a batch
    private const int Size = 8; // pixels a side
    private const int Classes = 4;
    private const int Horizon = 50; // steps, for the regularizer

    private readonly SearchMethod _method;
    private readonly BilevelStep _step;
    private readonly ScalarType _dtype;
    private int _steps;

    /// <param name="method">First or second order.</param>
    /// <param name="space">What is searched.</param>
    /// <param name="engine">What evaluates the supernet.</param>
    /// <param name="dtype">float64 for what others are held against.</param>
    public EngineTrajectory(SearchMethod method, SearchSpace space, NetworkEngine engine, ScalarType dtype = ScalarType.Float32)
    {
        (_method, _dtype) = (method, dtype);
        var options = WithRegularizer(method.Published(space));
        using var stream = RandomStreams.Create(Seed, "start");
        var parts = options.Own?.Part<PartialChannelOptions>()?.Parts ?? 1;
        var sizes = new SupernetOptions
        {
            Channels = 4 * parts,
            Layers = 3,
            Cells = 1,
            Classes = Classes,
            PartialChannels = parts,
            DisturbsSkips = method.Relaxations(options).Skips is not null,
            DropsPaths = method.Relaxations(options).PathDrops is not null,
            Engine = engine,
            DataType = _dtype,
        };
        var supernet = new Supernet(space, sizes, stream);
        var alpha = ArchitectureParameters.FromValues(
            space, _ => Small(stream, space.Edges.Length, space.Operations.Length),
                method.WeighsEdges(space) ? _ => Small(stream, space.Edges.Length) : null);
        alpha.Keep(method.Candidates(space));
        State = new SearchState(supernet, alpha, new SearchOptimizers(supernet.Weights, alpha, options));
        var losses = new SupernetLosses(supernet, alpha, method.Relaxations(options),
            method.TermsWith(options.Entropy.Create(space), options, supernet.CellSizes(Size)));
        _step = new BilevelStep(losses, State.Optimizers, method.ArchitectureStep(options), options)
        {
            Constraint = method.Constraint?.Invoke(options),
        };
    }

    /// <summary>Where it stands.</summary>
    public SearchState State { get; }

    /// <summary>
    /// Takes up the state of another run: weights, alphas, velocity, moments, running statistics, and the images to come.
    /// </summary>
    public void ContinueFrom(EngineTrajectory other)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var ((_, mine), (_, theirs)) in State.Tensors().Zip(other.State.Tensors())) mine.copy_(theirs);
        State.TakeUp(other.State.Counters);
        _steps = other._steps;
    }

    /// <summary>Takes the next step; gives all it leaves, in float64 and owned by the caller's scope.</summary>
    /// <param name="neighbour">Of weights, alphas and images, see <see cref="Neighbourhood"/>; 0 for the run's own.</param>
    public IReadOnlyDictionary<string, Tensor> Advance(int neighbour = 0)
    {
        using var scope = NewDisposeScope();
        using var stream = RandomStreams.Create(_steps, "images");
        var (training, validation) = (Images(stream), Images(stream));
        Neighbourhood.Move([.. State.Supernet.Weights, .. State.Alpha.Tensors, training.Images, validation.Images], neighbour);
        var epoch = new EpochProgress(_steps++, Horizon);
        _step.Apply(new SearchBatch(training, validation), new SearchMoment(0, default, epoch, epoch));
        return Values().ToDictionary(value => value.Key, value => value.Value.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose() => State.Dispose();

    private Tensor Small(Generator stream, params long[] shape) => randn(shape, generator: stream).Times(1e-3).to(_dtype);

    private Batch Images(Generator stream) =>
        new(randn([Count, 3, Size, Size], generator: stream).to(_dtype), Tensors.Range(Count).Modulo(Classes));

    private Dictionary<string, Tensor> Values()
    {
        var order = _method.Name == DartsV2.Method.Name ? "second order" : "first order";
        return new()
        {
            ["weights"] = Joined(State.Supernet.NamedWeights.Select(weight => weight.Value)),
            ["running statistics"] = Joined(State.Supernet.Statistics),
            ["gradient in the velocity"] = Joined(State.Optimizers.Weights.Velocity),
            [$"gradient of alpha, {order}"] = Joined(State.Optimizers.ArchitectureGradient),
            [$"gradient in alphas, {order}"] = Joined(State.Alpha.Tensors),
        };
    }

    private static Tensor Joined(IEnumerable<Tensor> tensors) =>
        cat([.. tensors.Select(t => t.detach().to(ScalarType.Float64).reshape(-1))]).clone();

    /// <summary>With the regularizer where alpha learns, so that all terms are in the step.</summary>
    private static SearchOptions WithRegularizer(SearchOptions options) => options.Alpha.WarmUp < 1
        ? options with { Entropy = options.Entropy with { Schedule = EntropySchedule.Cosine } }
        : options;
}
