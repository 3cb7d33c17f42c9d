using AerNas.Data;
using AerNas.Sizes;

namespace AerNas.Searching;

/// <summary>What a search takes, whichever of its stages is the largest.</summary>
internal sealed class SearchMemory(SearchOptions options, ImageSizes images)
{
    // themselves, gradient, velocity, what an update makes of them; the last checkpoint, made ready and written
    private const double CopiesOfWeights = 11;
    private const double KeptInCheckpoint = 2; // themselves and velocity
    private const double FusedGradients = 0.3; // maps of gradients for a map of values, their lifetimes apart
    private const double SharePassed = 0.5; // of the maps, where one path is computed and no gradient
    private const double TwiceDifferentiated = 3; // maps for a map of one backward pass
    private const double PreparedBatches = 4;

    private readonly SearchOptions _options = options;
    private readonly SearchMethod _method = MethodCatalog.Of(options);
    private readonly SearchSpace _space = MethodCatalog.SpaceOf(options);
    private readonly ImageSizes _images = images with { Shape = images.Shape with { Size = options.Supernet.SizeOf(images.Shape.Size) } };

    public static MemoryNeed Of(SearchOptions options, ImageSizes images)
    {
        var search = new SearchMemory(options, images);
        var stages = options.Stages ?? [new StageOptions()];
        return stages.Select((stage, i) => search.OfStage(stage, first: i == 0)).Aggregate((one, other) => one.Or(other));
    }

    private bool Fused => _options.Runtime.MayBeFused;

    private bool DifferentiatesTwice => _options.Watch.Eigenvalue || _options.Stop?.Criterion == StopCriterion.Eigenvalue;

    private MemoryNeed OfStage(StageOptions stage, bool first)
    {
        double batch = Math.Min(_options.BatchSizeAt(new StagePlan(_options).Epochs - 1), _images.Count);
        double judged = Math.Max(batch, Math.Min(_options.Own?.Part<ProposalOptions>()?.BatchSize ?? 0, _images.Count));
        var counted = Sketch(stage, first, _options.Runtime.Keeping).Count();
        var maps = Fused
            ? Math.Max(batch * (1 + FusedGradients), judged * SharePassed) * counted.Kept
            : Math.Max(batch * counted.Kept, judged * counted.Passing);
        if (DifferentiatesTwice) maps += batch * TwiceDifferentiated * Sketch(stage, first, MapKeeping.OnTorch).Count().Kept;
        return new MemoryNeed(
            sizeof(float) * counted.Weights * CopiesOfWeights, sizeof(float) * maps,
                sizeof(float) * PreparedBatches * 2 * judged * _images.PixelsOfImage)
        {
            File = sizeof(float) * counted.Weights * KeptInCheckpoint,
        };
    }

    private NetworkSketch Sketch(StageOptions stage, bool first, MapKeeping keeping)
    {
        var kept = first && _method.Narrowing is { } narrowing ? narrowing(_options).First(_space) : KeptOperations.All(_space);
        var cells = _space.CellKinds.ToDictionary(kind => kind, kind => CellSketch.Of(kept, kind) with
        {
            Share = first || stage.Operations is null ? 1 : (double)stage.Operations.Value / _space.Operations.Length,
            Parts = _options.Own?.Part<PartialChannelOptions>()?.Parts ?? 1,
            Keeping = keeping,
        });
        return new NetworkSketch(new Skeleton
        {
            Form = _space.Skeletons[0],
            Channels = Sum(_options.Supernet.Channels, stage.AddedChannels),
            Layers = Sum(_options.Supernet.Layers, stage.AddedLayers),
            Cells = _options.Supernet.Cells,
            Classes = _images.Classes,
            ImageSize = _images.Shape.Size,
            InputChannels = _images.Shape.Channels,
        }, kind => cells[kind]);
    }

    private static int Sum(int size, int added) => (int)Math.Min(int.MaxValue, (long)size + added);
}
