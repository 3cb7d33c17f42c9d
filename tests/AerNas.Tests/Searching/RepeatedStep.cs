using AerNas.Methods;
using AerNas.Networks;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Searching;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Searching;

/// <summary>The step of a small search, to be taken again and again on the same few images.</summary>
internal sealed class RepeatedStep : IDisposable
{
    private const int Batch = 4;

    private readonly SearchState _state;
    private readonly SupernetProblem _problem;
    private readonly BilevelStep _step;
    private readonly Tensor _images; // [N, C, H, W]
    private readonly Tensor _labels = Tensors.Range(Batch).DetachFromDisposeScope(); // [N]

    public RepeatedStep(SearchSpace space, string method)
    {
        var found = MethodCatalog.All.Single(m => m.Name == method);
        var options = WithRegularizer(found.Published(space));
        var parts = options.PartialChannels?.Parts ?? 1;
        using var stream = RandomStreams.Create(1, "leak");
        var disturbs = found.Relaxations(options).Skips is not null;
        var supernet = Supernet.Create(space, new SupernetOptions { Channels = parts * 2, Cells = 1, Layers = 3, PartialChannels = parts, DisturbsSkips = disturbs }, stream);
        var alpha = ArchitectureParameters.Initialize(space, stream, new ArchitectureStart { WeighsEdges = found.WeighsEdges(space) });
        alpha.Keep(found.Candidates(space));
        _state = new SearchState(supernet, alpha, new SearchOptimizers(supernet.Weights, alpha, options));
        _problem = new SupernetProblem(supernet, alpha, found.Relaxations(options), found.TermsWith(options.Entropy.Create(space), options, supernet.CellSizes(imageSize: 8)));
        _step = new BilevelStep(_problem, _state.Optimizers, found.ArchitectureStep(options), options) { Constraint = found.Constraint?.Invoke(options) };
        _images = randn([Batch, 3, 8, 8], generator: stream).DetachFromDisposeScope();
        _problem.Use(new(_images, _labels), new(_images, _labels), options.MomentAt(default));
    }

    /// <summary>Takes steps.</summary>
    public void Take(int steps)
    {
        for (var i = 0; i < steps; i++) _step.Apply(Batch);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _labels.Dispose();
        _images.Dispose();
        _problem.Dispose();
        _state.Dispose();
    }

    /// <summary>With the regularizer where alpha learns, so that all terms are in the step.</summary>
    private static SearchOptions WithRegularizer(SearchOptions options) => options.Alpha.WarmUp < 1
        ? options with { Entropy = options.Entropy with { Schedule = EntropySchedule.Cosine } }
        : options;
}
