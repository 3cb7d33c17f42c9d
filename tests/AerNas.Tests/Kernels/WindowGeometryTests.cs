using AerNas.Graphs;
using AerNas.Kernels.Engine;
using CsCheck;

namespace AerNas.Tests.Kernels;

/// <summary>Windows of random shapes against the definition: output o reads input s o + d k - p.</summary>
[Trait(Property.Trait, Property.Drawn)]
public sealed class WindowGeometryTests
{
    private const int Rounds = 3000;

    private static Gen<(Window Window, (int Height, int Width) Input)> Any { get; } =
        from height in Gen.Int[1, 5]
        from width in Gen.Int[1, 5]
        from strideY in Gen.Int[1, 3]
        from strideX in Gen.Int[1, 3]
        from dilation in Gen.Int[1, 3]
        from paddingY in Gen.Int[-1, 4]
        from paddingX in Gen.Int[-1, 4]
        from rows in Gen.Int[1, 13]
        from columns in Gen.Int[1, 13]
        let window = new Window(height, width) { Stride = (strideY, strideX), Dilation = dilation, Padding = (paddingY, paddingX) }
        where rows + 2 * paddingY > dilation * (height - 1) && columns + 2 * paddingX > dilation * (width - 1)
        select (window, (rows, columns));

    [Fact]
    public void OutputSize_RandomWindows_CountsPlacesThatFit() => Property.Holds(
        Any, Rounds, sample => sample.Window.OutputSize(sample.Input.Height, sample.Input.Width) == (
            Places(sample.Input.Height, sample.Window.Padding.Y, Span(sample.Window, sample.Window.Height), sample.Window.Stride.Y),
            Places(sample.Input.Width, sample.Window.Padding.X, Span(sample.Window, sample.Window.Width), sample.Window.Stride.X)));

    [Fact]
    public void Borders_RandomWindows_HoldEveryRead() => Property.Holds(
        Any, Rounds / 3, sample =>
        {
            var (window, input) = sample;
            var geometry = new WindowGeometry(window, input, window.OutputSize(input.Height, input.Width));
            return Windows(window, geometry.Output).All(read => read.Y >= -geometry.Before && read.Y < input.Height + geometry.After
                && read.X >= -geometry.Before && read.X < input.Width + geometry.After);
        });

    [Fact]
    public void Classes_RandomWindows_FindEveryReaderOfEveryPixel() => Property.Holds(
        Any, Rounds / 3, sample =>
        {
            var (window, input) = sample;
            var geometry = new WindowGeometry(window, input, window.OutputSize(input.Height, input.Width));
            var (height, width) = geometry.Output;
            var found = Gathered(geometry).ToArray();
            var inside = found.Where(g => g.Row >= 0 && g.Row < height && g.Column >= 0 && g.Column < width).ToArray();
            var expected = Windows(window, geometry.Output)
                .Where(r => r.Y >= 0 && r.Y < input.Height && r.X >= 0 && r.X < input.Width).ToArray();
            return inside.Length == expected.Length && inside.ToHashSet().SetEquals(expected)
                && found.All(g => g.Row >= -geometry.GradientBefore && g.Row < height + geometry.GradientAfter
                    && g.Column >= -geometry.GradientBefore && g.Column < width + geometry.GradientAfter);
        });

    private static int Span(Window window, int kernel) => window.Dilation * (kernel - 1) + 1;

    private static int Places(int length, int padding, int span, int stride)
    {
        var places = 0;
        for (var first = -padding; first + span <= length + padding; first += stride) places++;
        return places;
    }

    /// <summary>Which input pixel each output reads at each tap.</summary>
    private static IEnumerable<(int Tap, int Row, int Column, int Y, int X)> Windows(Window window, (int Height, int Width) output) =>
        from row in Enumerable.Range(0, output.Height)
        from column in Enumerable.Range(0, output.Width)
        from ky in Enumerable.Range(0, window.Height)
        from kx in Enumerable.Range(0, window.Width)
        let y = window.Stride.Y * row + window.Dilation * ky - window.Padding.Y
        let x = window.Stride.X * column + window.Dilation * kx - window.Padding.X
        select (ky * window.Width + kx, row, column, y, x);

    /// <summary>The same as the classes of input pixels tell it.</summary>
    private static IEnumerable<(int Tap, int Row, int Column, int Y, int X)> Gathered(WindowGeometry geometry) =>
        from pixels in geometry.Classes()
        from row in Enumerable.Range(0, pixels.Inputs.Rows)
        from column in Enumerable.Range(0, pixels.Inputs.Columns)
        from read in pixels.Reads
        let y = pixels.Inputs.Y + geometry.Window.Stride.Y * row
        let x = pixels.Inputs.X + geometry.Window.Stride.X * column
        select (read.Tap, read.Y + row, read.X + column, y, x);
}
