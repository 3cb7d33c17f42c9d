using AerNas.Data.Batches;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Searching;
using AerNas.Searching.Steps;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Searching;

/// <summary>The step of a small search, to be taken again and again on the same few images.</summary>
internal sealed class RepeatedStep : IDisposable
{
    private const int Count = 4; // images a batch

    private readonly SearchState _state;
    private readonly SearchBatch _batch;
    private readonly SearchMoment _moment;
    private readonly BilevelStep _step;

    public RepeatedStep(SearchSpace space, string method)
    {
        var found = MethodCatalog.All.Single(m => m.Name == method);
        var options = WithRegularizer(found.Published(space));
        var parts = options.Own?.Part<PartialChannelOptions>()?.Parts ?? 1;
        using var stream = RandomStreams.Create(1, "leak");
        var disturbs = found.Relaxations(options).Skips is not null;
        var supernet = new Supernet(space,
            new SupernetOptions { Channels = parts * 2, Cells = 1, Layers = 3, PartialChannels = parts, DisturbsSkips = disturbs }, stream);
        var alpha = ArchitectureParameters.Initialize(space, stream, new ArchitectureStart { WeighsEdges = found.WeighsEdges(space) });
        alpha.Keep(found.Candidates(space));
        _state = new SearchState(supernet, alpha, new SearchOptimizers(supernet.Weights, alpha, options));
        var losses = new SupernetLosses(supernet, alpha, found.Relaxations(options),
            found.TermsWith(options.Entropy.Create(space), options, supernet.CellSizes(imageSize: 8)));
        _step = new BilevelStep(losses, _state.Optimizers, found.ArchitectureStep(options), options)
        {
            Constraint = found.Constraint?.Invoke(options),
        };
        var images = new Batch(randn([Count, 3, 8, 8], generator: stream).DetachFromDisposeScope(),
            Tensors.Range(Count).DetachFromDisposeScope());
        (_batch, _moment) = (new SearchBatch(images, images), options.MomentAt(default));
    }

    /// <summary>Takes steps.</summary>
    public void Take(int steps)
    {
        for (var i = 0; i < steps; i++) _step.Apply(_batch, _moment);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _batch.Train.Dispose();
        _state.Dispose();
    }

    /// <summary>With the regularizer where alpha learns, so that all terms are in the step.</summary>
    private static SearchOptions WithRegularizer(SearchOptions options) => options.Alpha.WarmUp < 1
        ? options with { Entropy = options.Entropy with { Schedule = EntropySchedule.Cosine } }
        : options;
}
