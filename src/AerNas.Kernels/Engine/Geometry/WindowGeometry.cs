// Forward, output (y, x) reads input (s y + d ky - p, ...). Backward, input (i, j) is read by output ((i + p - d ky) / s, ...) where that
// is whole: for inputs of the same remainder by the stride the same taps are whole, at the same distance. So the transposed convolution
// falls into s * s classes of input pixels, each an ordinary convolution of the gradient with some of the taps.

using AerNas.Graphs;

namespace AerNas.Kernels.Engine;

/// <summary>How a window moves over a map of a certain size.</summary>
internal sealed class WindowGeometry
{
    private readonly (int Height, int Width) _input;

    public WindowGeometry(Window window, (int Height, int Width) input, (int Height, int Width) output)
    {
        (Window, _input, Output) = (window, input, output);
        var lastY = window.Stride.Y * (output.Height - 1) + window.Dilation * (window.Height - 1) - window.Padding.Y;
        var lastX = window.Stride.X * (output.Width - 1) + window.Dilation * (window.Width - 1) - window.Padding.X;
        Before = Math.Max(0, Math.Max(window.Padding.Y, window.Padding.X));
        After = Math.Max(0, Math.Max(lastY - (input.Height - 1), lastX - (input.Width - 1)));
        foreach (var (_, reads) in Classes())
        {
            foreach (var (_, y, x) in reads) GradientBefore = Math.Max(GradientBefore, Math.Max(-y, -x));
        }

        foreach (var (inputs, reads) in Classes())
        {
            foreach (var (_, y, x) in reads)
                GradientAfter = Math.Max(GradientAfter,
                    Math.Max(inputs.Rows - 1 + y - (output.Height - 1), inputs.Columns - 1 + x - (output.Width - 1)));
        }
    }

    public Window Window { get; }

    /// <summary>Size of the output.</summary>
    public (int Height, int Width) Output { get; }

    /// <summary>Border of the input that windows reach into, above and left.</summary>
    public int Before { get; }

    /// <summary>Border of the input that windows reach into, below and right.</summary>
    public int After { get; }

    /// <summary>Border of the output's gradient that the backward pass reads, above and left.</summary>
    public int GradientBefore { get; }

    /// <summary>Border of the output's gradient that the backward pass reads, below and right.</summary>
    public int GradientAfter { get; }

    /// <summary>The taps, in the order of the weights: their number and the input pixel that output (0, 0) reads.</summary>
    public IEnumerable<(int Tap, int Y, int X)> Reads()
    {
        for (var ky = 0; ky < Window.Height; ky++)
        {
            for (var kx = 0; kx < Window.Width; kx++)
                yield return (ky * Window.Width + kx, Window.Dilation * ky - Window.Padding.Y, Window.Dilation * kx - Window.Padding.X);
        }
    }

    /// <summary>For each output one over the pixels of the map that it reads. // [H, W]</summary>
    public unsafe float* Factors(ChannelArena arena)
    {
        var factors = arena.Take(Output.Height * Output.Width);
        for (var pixel = 0; pixel < Output.Height * Output.Width; pixel++)
        {
            var (y, x) = (pixel / Output.Width * Window.Stride.Y, pixel % Output.Width * Window.Stride.X);
            factors[pixel] = 1f / Reads().Count(r => y + r.Y >= 0 && y + r.Y < _input.Height && x + r.X >= 0 && x + r.X < _input.Width);
        }

        return factors;
    }

    /// <summary>
    /// Classes of input pixels that some output reads, each with its taps and the output that reads the first pixel of the class there.
    /// </summary>
    public IEnumerable<(PixelClass Inputs, List<(int Tap, int Y, int X)> Reads)> Classes()
    {
        for (var y = 0; y < Math.Min(Window.Stride.Y, _input.Height); y++)
        {
            for (var x = 0; x < Math.Min(Window.Stride.X, _input.Width); x++)
            {
                var reads = new List<(int Tap, int Y, int X)>();
                foreach (var (tap, ty, tx) in Reads())
                {
                    if ((y - ty) % Window.Stride.Y == 0 && (x - tx) % Window.Stride.X == 0)
                        reads.Add((tap, (y - ty) / Window.Stride.Y, (x - tx) / Window.Stride.X));
                }

                var (rows, columns) =
                    ((_input.Height - y + Window.Stride.Y - 1) / Window.Stride.Y,
                        (_input.Width - x + Window.Stride.X - 1) / Window.Stride.X);
                if (reads.Count > 0) yield return (new PixelClass(y, x, rows, columns), reads);
            }
        }
    }
}

/// <summary>Every s-th pixel of a map in both directions.</summary>
/// <param name="Y">Row of the first.</param>
/// <param name="X">Column of the first.</param>
/// <param name="Rows">How many rows of them.</param>
/// <param name="Columns">How many in a row.</param>
internal readonly record struct PixelClass(int Y, int X, int Rows, int Columns);
