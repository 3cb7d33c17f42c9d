using ScottPlot;

namespace AerNas.Reports.Figures;

/// <summary>The font of figures. The drawing library that AerNas comes with finds no fonts by itself on Linux (it is built without
/// fontconfig), so a common one is looked for in the usual folders; without any the figure has no words.</summary>
public static class FigureFont
{
    private const string Folder = "/usr/share/fonts";
    private static readonly string[] Files = ["DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf"];
    private static readonly Lazy<string?> Installed = new(Install);

    /// <summary>Writes a plot's words in it.</summary>
    public static void ApplyTo(Plot plot)
    {
        ArgumentNullException.ThrowIfNull(plot);
        if (Installed.Value is not { } name) return;
        plot.Font.Set(name);
        foreach (var item in plot.Legend.ManualItems) item.LabelFontName = name;
        foreach (var text in plot.GetPlottables<ScottPlot.Plottables.Text>()) text.LabelFontName = name;
    }

    /// <returns>The name it was made known by; null where the system's own fonts are found, or none is there.</returns>
    private static string? Install()
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists(Folder)) return null;
        var present = Directory.EnumerateFiles(Folder, "*.ttf", SearchOption.AllDirectories).ToLookup(path => Path.GetFileName(path)!);
        if (Files.SelectMany(name => present[name]).FirstOrDefault() is not { } file) return null;
        var family = Path.GetFileNameWithoutExtension(file);
        foreach (var bold in new[] { false, true }) Fonts.AddFontFile(family, file, bold, italic: false);
        return family;
    }
}
