using AerNas.Graphs;
using AerNas.Kernels.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>How a map falls into tiles of four by four outputs; the last of a row or column may reach beyond it.</summary>
internal static class WinogradTiles
{
    private const int LeastChannels = 8;
    private const int LeastTiles = 4;
    private const int LeastWork = 256; // tiles times channels; below, the 36 loops over tiles cost what their products save
    private const int LeastUse = 2; // of so many pixels that are computed one lies in the map
    private const int LearnedTiles = 16; // so many cost more to multiply than to bring back

    private static readonly Window Suited = Window.Square(3);

    /// <summary>Whether a convolution is computed by minimal filtering: 3x3, stride 1, tiles that lie mostly in its map, and work
    /// enough.</summary>
    /// <param name="node">The convolution.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="output">Its map.</param>
    public static bool Suit(ConvolutionNode node, PaddedInput input, FeatureMap output)
    {
        if (node is not { Depthwise: null, Dense: [{ Window: var window }] } || window != Suited) return false;
        var channels = Math.Min(output.Channels, input.Sources.Sum(view => view.Map.Channels));
        var tiles = Of(output).Pixels;
        return channels >= LeastChannels && tiles >= LeastTiles && tiles * channels >= LeastWork
            && LeastUse * output.Pixels >= tiles * WinogradPoints.Outputs * WinogradPoints.Outputs;
    }

    /// <summary>Rows and columns of tiles.</summary>
    public static Extent Of(FeatureMap map) => new(Along(map.Height), Along(map.Width));

    /// <summary>How many pixels the last tiles reach beyond a map, below or right.</summary>
    public static int Beyond(FeatureMap map) =>
        Math.Max(Along(map.Height) * WinogradPoints.Outputs - map.Height, Along(map.Width) * WinogradPoints.Outputs - map.Width);

    /// <summary>How many images give a weight gradient together: products of few tiles cost less than bringing them back from the
    /// points.</summary>
    public static int ImagesTogether(FeatureMap map) => Math.Max(1, LearnedTiles / Of(map).Pixels);

    /// <summary>Room for the points of a map's tiles.</summary>
    public static ScratchSlot SlotOf(ScratchPurpose purpose, int blocks, FeatureMap map)
    {
        var tiles = Of(map);
        return new ScratchSlot(purpose, WinogradPoints.Count * blocks, (tiles.Rows, tiles.Columns), Before: 0, After: 0)
        {
            Gaps = WinogradPoints.Count * WinogradPoints.Gap,
        };
    }

    private static int Along(int pixels) => (pixels + WinogradPoints.Outputs - 1) / WinogradPoints.Outputs;
}
