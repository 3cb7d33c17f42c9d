using AerNas.Data;
using AerNas.Networks;
using AerNas.Searching.Steps;

namespace AerNas.Searching;

/// <summary>Makes what learns in each stage of a search; equal options, stages and operations give equal values.</summary>
internal sealed class SearchPartsFactory(SearchOptions options, ImageSet images)
{
    private readonly SearchMethod _method = MethodCatalog.Of(options);
    private readonly SearchSpace _space = MethodCatalog.SpaceOf(options);

    public SearchState Begin()
    {
        var parts = Create(0, _method.Narrowing?.Invoke(options).First(_space) ?? _method.Candidates(_space));
        return new SearchState(parts.Supernet, parts.Alpha, parts.Optimizers)
        {
            Own = parts.Own,
            PartsOf = options.Stages is null ? null : Create,
            Stages = options.Stages?.Count ?? 1,
            Memory = Math.Max(options.Stop?.RuleFor(options).Memory ?? 0, _method.Decisions?.Invoke(options).Memory ?? 0),
        };
    }

    private SearchParts Create(int stage, KeptOperations kept)
    {
        NumericThreads.Use(options.Runtime.Threads);
        var device = ComputeDevice.Open(options.Runtime.Device);
        using var weightStream = Stream("weights", stage);
        using var alphaStream = Stream("alpha", stage);
        var supernet = new Supernet(_space, Size(stage) with { Kept = kept, Device = device }, weightStream);
        supernet.Graph.ShapesFor(options.Supernet.SizeOf(images.Size)); // throws where maps of two sizes would meet
        supernet.ClaimProcessors();
        var own = _method.State?.Invoke(new StateSetup(options, _space, device, name => Stream(name, stage)));
        var start = options.Alpha.Start(_method.WeighsEdges(_space)) with
        {
            Sampler = own?.Sampler,
            Companion = _method.Companion(options),
            Device = device,
        };
        var alpha = ArchitectureParameters.Initialize(_space, alphaStream, start);
        alpha.Keep(kept);
        return new SearchParts(supernet, alpha, new SearchOptimizers(supernet.Weights, alpha, options)) { Own = own };
    }

    private SupernetOptions Size(int stage)
    {
        var added = options.Stages?[stage] ?? new StageOptions();
        return new SupernetOptions
        {
            Channels = options.Supernet.Channels + added.AddedChannels,
            Layers = options.Supernet.Layers + added.AddedLayers,
            Cells = options.Supernet.Cells,
            Classes = images.Classes,
            PartialChannels = options.Own?.Part<PartialChannelOptions>()?.Parts ?? 1,
            TrackStatistics = options.Supernet.Statistics == CellStatistics.Running ? true : null,
            ConvolutionBias = options.Supernet.Statistics == CellStatistics.Running ? false : null,
            DropsPaths = _method.Relaxations(options).PathDrops is not null,
            DisturbsSkips = _method.Relaxations(options).Skips is not null,
            SharesKernels = _method.SharesKernels,
            ImageChannels = images.Channels,
            Engine = options.Runtime.Engine,
            Recomputes = options.Runtime.Memory == MemoryUse.Low,
        };
    }

    private Generator Stream(string name, int stage) => RandomStreams.Create(options.Search.Seed, stage == 0 ? name : $"{name}/{stage}");
}
