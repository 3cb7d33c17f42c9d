using AerNas.Graphs;
using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>How a map falls into tiles of four by four outputs.</summary>
internal static class WinogradTiles
{
    private const int LeastChannels = 8;
    private const int LeastTiles = 4;
    private const int LeastWork = 256; // tiles times channels; below, the 36 loops over tiles cost what their products save

    private static readonly Window Suited = Window.Square(3);

    /// <summary>Whether a convolution is computed by minimal filtering: 3x3, stride 1, its map whole tiles, and work enough.</summary>
    /// <param name="node">The convolution.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="output">Its map.</param>
    public static bool Suit(ConvolutionNode node, PaddedInput input, FeatureMap output)
    {
        if (node is not { Depthwise: null, Dense: [{ Window: var window }] } || window != Suited) return false;
        if (output.Height % WinogradPoints.Outputs != 0 || output.Width % WinogradPoints.Outputs != 0) return false;
        var channels = Math.Min(output.Channels, input.Sources.Sum(view => view.Map.Channels));
        var tiles = Of(output).Pixels;
        return channels >= LeastChannels && tiles >= LeastTiles && tiles * channels >= LeastWork;
    }

    /// <summary>Rows and columns of tiles.</summary>
    public static Extent Of(FeatureMap map) => new(map.Height / WinogradPoints.Outputs, map.Width / WinogradPoints.Outputs);

    /// <summary>Room for the points of a map's tiles.</summary>
    public static ScratchSlot SlotOf(ScratchPurpose purpose, int blocks, FeatureMap map)
    {
        var tiles = Of(map);
        return new ScratchSlot(purpose, WinogradPoints.Count * blocks, (tiles.Rows, tiles.Columns), Before: 0, After: 0)
        {
            Gaps = WinogradPoints.Count * WinogradPoints.Gap,
        };
    }
}
