using AerNas.Data;
using AerNas.Methods;
using AerNas.Networks;
using AerNas.Runtime;
using AerNas.Searching.Steps;
using static TorchSharp.torch;

namespace AerNas.Searching;

/// <summary>Makes what learns in each stage of a search; equal options, stages and operations give equal values.</summary>
internal sealed class SearchPartsFactory
{
    private readonly SearchOptions _options;
    private readonly ImageSet _images;
    private readonly SearchMethod _method;
    private readonly SearchSpace _space;

    /// <summary>Takes validated options.</summary>
    /// <param name="options">What is searched, and how.</param>
    /// <param name="images">What it learns from.</param>
    public SearchPartsFactory(SearchOptions options, ImageSet images)
    {
        _options = options;
        _images = images;
        _method = MethodCatalog.Of(options);
        _space = MethodCatalog.SpaceOf(options);
    }

    /// <summary>The state a search begins with.</summary>
    public SearchState Begin()
    {
        var parts = Create(0, _method.Narrowing?.Invoke(_options).First(_space) ?? _method.Candidates(_space));
        return new SearchState(parts.Supernet, parts.Alpha, parts.Optimizers)
        {
            Own = parts.Own,
            PartsOf = _options.Stages is null ? null : Create,
            Stages = _options.Stages?.Count ?? 1,
            Memory = Math.Max(_options.Stop?.RuleFor(_options).Memory ?? 0, _method.Decisions?.Invoke(_options).Memory ?? 0),
        };
    }

    private SearchParts Create(int stage, KeptOperations kept)
    {
        NumericThreads.Use(_options.Runtime.Threads);
        var device = ComputeDevice.Open(_options.Runtime.Device);
        using var weightStream = Stream("weights", stage);
        using var alphaStream = Stream("alpha", stage);
        var supernet = new Supernet(_space, Size(stage) with { Kept = kept, Device = device }, weightStream);
        supernet.Graph.ShapesFor(_options.Supernet.SizeOf(_images.Size)); // throws where maps of two sizes would meet
        supernet.ClaimProcessors();
        var own = _method.State?.Invoke(new StateSetup(_options, _space, device, name => Stream(name, stage)));
        var start = _options.Alpha.Start(_method.WeighsEdges(_space)) with { Sampler = own?.Sampler, Device = device };
        var alpha = ArchitectureParameters.Initialize(_space, alphaStream, start);
        alpha.Keep(kept);
        return new SearchParts(supernet, alpha, new SearchOptimizers(supernet.Weights, alpha, _options)) { Own = own };
    }

    private SupernetOptions Size(int stage)
    {
        var added = _options.Stages?[stage] ?? new StageOptions();
        return new SupernetOptions
        {
            Channels = _options.Supernet.Channels + added.AddedChannels,
            Layers = _options.Supernet.Layers + added.AddedLayers,
            Cells = _options.Supernet.Cells,
            Classes = _images.Classes,
            PartialChannels = _options.Own?.Part<PartialChannelOptions>()?.Parts ?? 1,
            TrackStatistics = _options.Supernet.Statistics == CellStatistics.Running ? true : null,
            ConvolutionBias = _options.Supernet.Statistics == CellStatistics.Running ? false : null,
            DropsPaths = _method.Relaxations(_options).PathDrops is not null,
            DisturbsSkips = _method.Relaxations(_options).Skips is not null,
            ImageChannels = _images.Channels,
            Engine = _options.Runtime.Engine,
        };
    }

    private Generator Stream(string name, int stage) => RandomStreams.Create(_options.Search.Seed, stage == 0 ? name : $"{name}/{stage}");
}
