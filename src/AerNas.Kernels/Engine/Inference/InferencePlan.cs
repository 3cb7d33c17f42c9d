// Maps live from the step that writes them to the last that reads them; then their place is taken by the next of the same shape, whose
// border is there already. So an image takes as much memory as the maps that are needed at one time, and these stay in the caches.

using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>A network in evaluation mode, made ready for images of one size.</summary>
internal sealed unsafe class InferencePlan : IDisposable
{
    private const int SlackPixels = 64; // read, but not used, by the last tile of the last row: seven pixels at the largest stride

    private readonly ChannelArena _arena = new();
    private readonly KernelSet _kernels;
    private readonly ImmutableArray<InferenceStep> _steps;
    private readonly ImageMap _logits;
    private readonly ImmutableArray<(NativeBuffer Maps, NativeBuffer Inner)> _workspaces; // of each thread

    /// <param name="graph">The network.</param>
    /// <param name="size">Height and width of the images.</param>
    /// <param name="kernels">The kernels.</param>
    /// <param name="threads">How many threads compute images.</param>
    public InferencePlan(KernelGraph graph, (int Height, int Width) size, KernelSet kernels, int threads)
    {
        (Size, _kernels) = (size, kernels);
        var context = new InferenceContext(kernels, _arena);
        (_steps, _logits) = InferenceBuilder.Build(graph, size, context);
        var places = new InferencePlaces(_steps, _logits);
        foreach (var step in _steps) step.Freeze(context);
        var slack = SlackPixels * kernels.Lanes;
        _workspaces = [.. Enumerable.Range(0, threads).Select(_ => (new NativeBuffer(), new NativeBuffer()))];
        foreach (var (maps, inner) in _workspaces)
        {
            maps.Reserve(places.Floats + slack);
            inner.Reserve(_steps.Max(step => step.InnerFloats) + slack);
            places.WriteBorders(maps.Start);
        }
    }

    /// <summary>Height and width of the images.</summary>
    public (int Height, int Width) Size { get; }

    /// <summary>Takes over weights and running statistics.</summary>
    public void Load(float* weights, float* statistics)
    {
        foreach (var step in _steps) step.Load(weights, statistics);
    }

    /// <summary>Computes the scores of an image.</summary>
    /// <param name="pixels">// [C, H, W]</param>
    /// <param name="worker">Which thread does it.</param>
    /// <param name="scores">// [K]</param>
    public void Run(float* pixels, int worker, Span<float> scores)
    {
        var (maps, inner) = _workspaces[worker];
        var image = new InferenceImage(pixels, maps.Start, inner.Start);
        foreach (var step in _steps) step.Run(image, _kernels);
        for (var block = 0; block < _logits.Blocks; block++)
        {
            var channels = _logits.BlockChannels[block];
            new ReadOnlySpan<float>(maps.Start + _logits.FirstPixel(block), channels).CopyTo(scores[(block * _kernels.Lanes)..]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (maps, inner) in _workspaces)
        {
            maps.Dispose();
            inner.Dispose();
        }

        _arena.Dispose();
    }
}
