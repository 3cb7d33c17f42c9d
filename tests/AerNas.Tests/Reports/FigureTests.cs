using System.Xml.Linq;
using AerNas.Reports.Figures;
using AerNas.Reports.Runs;
using SkiaSharp;

namespace AerNas.Tests.Reports;

public sealed class FigureTests
{
    private const int Columns = 4; // of the panels of six edges and a legend
    private const int PanelWidth = 280;
    private const int PanelHeight = 220;

    [Fact]
    public void Figures_OfASearch_AreWellFormedSvg()
    {
        using var folder = new TemporaryFolder();
        var run = RecordedRun.Read(SmallRuns.Search(folder["search"], epochs: 20));

        foreach (var figure in new[] { RunFigures.Learning(run), RunFigures.Coefficient(run), RunFigures.Mixture(run, "Normal") })
            Assert.Equal("svg", XDocument.Parse(figure!.Svg()).Root!.Name.LocalName);
    }

    /// <summary>Every panel lies in its own place: none is blank, and what lies beyond the last is.</summary>
    [Fact]
    public void Mixture_AsPng_FillsEveryPanel()
    {
        using var folder = new TemporaryFolder();
        RunFigures.Mixture(RecordedRun.Read(SmallRuns.Search(folder["search"], epochs: 8)), "Normal")!.Save(folder["mixture.png"]);

        using var image = SKBitmap.Decode(folder["mixture.png"]);

        Assert.Equal((2 * Columns * PanelWidth, 2 * 2 * PanelHeight), (image.Width, image.Height));
        var drawn = Enumerable.Range(0, 8).Select(panel => Drawn(image, panel % Columns, panel / Columns)).ToArray();
        Assert.All(drawn[..7], share => Assert.InRange(share, 0.002, 0.5));
        Assert.Equal(0, drawn[7]);
    }

    [Fact]
    public void Figures_OfATraining_AreOnlyThoseThatItRecorded()
    {
        using var folder = new TemporaryFolder();
        var run = RecordedRun.Read(SmallRuns.Training(folder["training"], epochs: 2));

        Assert.NotNull(RunFigures.Learning(run));
        Assert.Null(RunFigures.Coefficient(run));
        Assert.Null(RunFigures.Mixture(run, "Normal"));
    }

    [Fact]
    public void Ranking_IsDrawn()
    {
        using var folder = new TemporaryFolder();

        RankingFigure.Of("searches", [0.5, 0.6, 0.7, 0.7], [0.8, 0.9, 0.85, 0.95]).SaveBoth(folder.Path, "ranking");

        Assert.True(File.Exists(folder["ranking.svg"]) && File.Exists(folder["ranking.png"]));
    }

    [Fact]
    public void Coefficient_SaysWhatItsPartsDo()
    {
        SkipWithoutFonts();
        var svg = System.Net.WebUtility.HtmlDecode(RunFigures.Coefficient([-0.2, -0.1, 0, 0.1, 0.2]).Svg());
        foreach (var words in new[] { "entropy is held up", "entropy is pressed down", "coefficient" })
            Assert.Contains(words, svg, StringComparison.Ordinal);
    }

    /// <summary>Without any font a figure has no words (see <see cref="FigureFont"/>).</summary>
    internal static void SkipWithoutFonts() => Assert.SkipWhen(
        OperatingSystem.IsLinux()
            && !(Directory.Exists("/usr/share/fonts")
                && Directory.EnumerateFiles("/usr/share/fonts", "*.ttf", SearchOption.AllDirectories).Any()),
        "There are no fonts here");

    [Fact]
    public void Save_UnknownEnding_IsRefused() => Assert.Contains(".svg or .png",
        Assert.Throws<ArgumentException>(() => RankingFigure.Of("", [1, 2], [1, 2]).Save("ranking.jpg")).Message, StringComparison.Ordinal);

    /// <summary>The share of a panel's pixels that are not white.</summary>
    private static double Drawn(SKBitmap image, int column, int row)
    {
        var drawn = 0;
        for (var y = 0; y < 2 * PanelHeight; y++)
            for (var x = 0; x < 2 * PanelWidth; x++)
                if (image.GetPixel(2 * PanelWidth * column + x, 2 * PanelHeight * row + y) != SKColors.White) drawn++;
        return drawn / (4.0 * PanelWidth * PanelHeight);
    }
}
