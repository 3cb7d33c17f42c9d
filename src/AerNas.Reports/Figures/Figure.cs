using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ScottPlot;
using ScottPlot.MultiplotLayouts;
using SkiaSharp;

namespace AerNas.Reports.Figures;

/// <summary>A finished figure, of one panel or several, that can be written as SVG or PNG.</summary>
public sealed partial class Figure
{
    private const int PngScale = 2;

    private readonly ImmutableArray<Plot> _panels;
    private readonly int _columns;
    private readonly int _panelWidth;
    private readonly int _panelHeight;

    internal Figure(IEnumerable<Plot> panels, int columns, int panelWidth, int panelHeight)
    {
        var drawn = panels.ToList();
        _columns = Math.Min(columns, drawn.Count);
        while (drawn.Count % _columns != 0) drawn.Add(LinePanel.Empty()); // what no panel covers would be transparent
        _panels = [.. drawn];
        _panelWidth = panelWidth;
        _panelHeight = panelHeight;
        foreach (var panel in _panels) FigureFont.ApplyTo(panel);
    }

    private int Rows => _panels.Length / _columns;

    private int Width => _columns * _panelWidth;

    private int Height => Rows * _panelHeight;

    /// <summary>The figure as an SVG document.</summary>
    public string Svg()
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(Width, Height), stream)) Draw(canvas, scale: 1);
        var svg = Encoding.UTF8.GetString(stream.ToArray());
        // Where a reader lacks the font that it was measured with, a similar one serves better than the reader's default.
        return FontFamily().Replace(svg, match => $"font-family=\"{match.Groups[1].Value}, Arial, sans-serif\"");
    }

    /// <summary>Writes the figure; the ending of the name decides: <c>.svg</c>, or <c>.png</c> of twice the pixels.</summary>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    /// <exception cref="RunStorageException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        switch (Path.GetExtension(path).ToLower(CultureInfo.InvariantCulture))
        {
            case ".svg":
                AtomicFile.WriteText(path, Svg());
                break;
            case ".png":
                AtomicFile.Write(path, WritePng);
                break;
            default:
                throw new ArgumentException($"{path}: a figure is written as .svg or .png.", nameof(path));
        }
    }

    /// <summary>Writes NAME.svg and NAME.png into a folder.</summary>
    /// <exception cref="RunStorageException">A file cannot be written.</exception>
    public void SaveBoth(string folder, string name)
    {
        Save(Path.Combine(folder, name + ".svg"));
        Save(Path.Combine(folder, name + ".png"));
    }

    private void WritePng(Stream stream)
    {
        using var surface = SKSurface.Create(new SKImageInfo(Width * PngScale, Height * PngScale));
        Draw(surface.Canvas, PngScale);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, quality: 100);
        data.SaveTo(stream);
    }

    private void Draw(SKCanvas canvas, int scale)
    {
        var whole = new Multiplot { Layout = new Grid(Rows, _columns) };
        whole.Reset(_panels[0]);
        foreach (var panel in _panels.Skip(1)) whole.AddPlot(panel);
        canvas.Scale(scale); // the library's own factor applies once more with each panel
        whole.Render(canvas, new PixelRect(0, Width, Height, 0));
    }

    [GeneratedRegex("font-family=\"([^\"]+)\"")]
    private static partial Regex FontFamily();
}
