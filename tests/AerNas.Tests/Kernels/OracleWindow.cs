using AerNas.Graphs;

namespace AerNas.Tests.Kernels;

/// <summary>How a window moves over a map, written down once more.</summary>
internal static class OracleWindow
{
    public static (int Height, int Width) Output(OracleMap x, Window window) => (
        Windows(x.Height, window.Padding.Y, window.Dilation * (window.Height - 1) + 1, window.Stride.Y, window.KeepsPartial),
        Windows(x.Width, window.Padding.X, window.Dilation * (window.Width - 1) + 1, window.Stride.X, window.KeepsPartial));

    /// <summary>The pixels inside of the map that an output reads, each with its tap.</summary>
    public static IEnumerable<(int Tap, int Y, int X)> Reads(OracleMap x, Window window, int row, int column)
    {
        for (var tap = 0; tap < window.Height * window.Width; tap++)
        {
            var y = row * window.Stride.Y - window.Padding.Y + tap / window.Width * window.Dilation;
            var at = column * window.Stride.X - window.Padding.X + tap % window.Width * window.Dilation;
            if (y >= 0 && y < x.Height && at >= 0 && at < x.Width) yield return (tap, y, at);
        }
    }

    /// <summary>How many windows there are along a side: those that fit, and perhaps one more that begins inside the map.</summary>
    private static int Windows(int length, int padding, int reach, int stride, bool keepsPartial)
    {
        var fitting = (length + 2 * padding - reach) / stride + 1;
        var isFilled = (fitting - 1) * stride + reach == length + 2 * padding;
        return keepsPartial && !isFilled && fitting * stride < length + padding ? fitting + 1 : fitting;
    }
}
