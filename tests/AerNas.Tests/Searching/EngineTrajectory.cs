using AerNas.Methods;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Searching;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Searching;

/// <summary>A small search on random images, one step at a time; runs of one seed see the same images and begin with the same values.</summary>
internal sealed class EngineTrajectory : IDisposable
{
    private const int Batch = 16;
    private const int Classes = 4;
    private const int Horizon = 50; // steps, for the regularizer

    private readonly Generator _stream;
    private readonly SupernetProblem _problem;
    private readonly BilevelStep _step;
    private readonly ScalarType _dtype;
    private readonly int _size;
    private int _steps;

    /// <param name="method">First or second order.</param>
    /// <param name="space">What is searched.</param>
    /// <param name="engine">What evaluates the supernet.</param>
    /// <param name="dtype">float64 for what others are held against.</param>
    /// <param name="start">Seed, and pixels a side.</param>
    public EngineTrajectory(SearchMethod method, SearchSpace space, SupernetEngine engine, ScalarType dtype, (int Seed, int Size) start)
    {
        (_dtype, _size) = (dtype, start.Size);
        var options = method.Published(space);
        _stream = RandomStreams.Create(start.Seed, "engines");
        var sizes = new SupernetOptions { Channels = 4, Layers = 3, Cells = 1, Classes = Classes, Engine = engine, DataType = dtype };
        var supernet = Supernet.Create(space, sizes, _stream);
        var alpha = ArchitectureParameters.FromValues(space, _ =>
            (randn([space.Edges.Length, space.Operations.Length], generator: _stream) * 1e-3).to(dtype));
        State = new SearchState(supernet, alpha, new SearchOptimizers(supernet.Weights, alpha, options));
        _problem = new SupernetProblem(supernet, alpha, method.Relaxations(options), method.TermsWith(options.Entropy.Create(space), options));
        _step = new BilevelStep(_problem, State.Optimizers, method.ArchitectureStep(options), options);
    }

    /// <summary>Where it stands.</summary>
    public SearchState State { get; }

    /// <summary>Takes the next step.</summary>
    public void Advance()
    {
        using var scope = NewDisposeScope();
        var labels = arange(Batch, ScalarType.Int64).remainder(Classes);
        var epoch = new EpochProgress(_steps++, Horizon);
        _problem.Use(Images(), Images(), new SearchMoment(0, default, epoch, epoch));
        _step.Apply(Batch);

        LabelledImages Images() => new(randn([Batch, 3, _size, _size], generator: _stream).to(_dtype), labels);
    }

    /// <summary>How far the weights are from those of another run, relative to their norm.</summary>
    public double DistanceTo(EngineTrajectory other)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Weights(), other.Weights());
        return ((a - b).norm() / b.norm()).item<double>();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        State.Dispose();
        _problem.Dispose();
        _stream.Dispose();
    }

    private Tensor Weights() => cat([.. State.Supernet.parameters().Select(p => p.detach().to(ScalarType.Float64).reshape(-1))]);
}
