using AerNas.Extensions;
using AerNas.Reports.Figures;
using AerNas.Reports.Pages;
using AerNas.Reports.Runs;
using AerNas.Reports.Studies;
using AerNas.Studies;
using Figure = AerNas.Reports.Figures.Figure;

namespace AerNas.Cli;

/// <summary><c>aernas report</c>: a run as one HTML page.</summary>
internal static class ReportCommand
{
    public static Command Create(CommandHost host)
    {
        var run = SharedOptions.Run("The folder of a search, training, study or evaluation, which need not be finished, or of a fit.");
        var (oldRun, oldOutput) = (OldForm.Run(), OldForm.Output());
        var file = SharedOptions.Page("report.html in the run's folder");
        var figures = SharedOptions.Figures();
        var json = SharedOptions.Json();
        var command = new DocumentedCommand(
            "report",
            "Show a run as one HTML page.",
            """
            The page holds curves, the cell as it changed, the mixture of every edge under a slider, signs of a collapse,
            advice, what the network costs, options and receipt. It needs no network and no other file.

            Examples:
              aernas report runs/search-001
              aernas report runs/search-001 --out page.html --figures figures/
            """)
        { run, file, figures, json, oldRun, oldOutput };
        command.SetAction(parse =>
        {
            var path = OldForm.RequireRun(parse.GetValue(run), parse.GetValue(oldRun), "report");
            OldForm.RefuseOutput(parse.GetValue(oldOutput), $"report {ProgramName.Quote(path)}");
            var page = parse.GetValue(file) ?? Path.Combine(path, "report.html");
            return Of([path], () => Tell(new CommandOutput(host, parse.GetValue(json)), page, Write(path, page, parse.GetValue(figures))));
        });
        return command;
    }

    /// <summary>Writes the page of whatever lies in a folder; gives the figures that were drawn too.</summary>
    private static IReadOnlyList<string> Write(string path, string page, string? figures)
    {
        if (StudyDirectory.Holds(path))
        {
            StudyPage.Save(StudyResults.Read(path), page);
            return [];
        }

        if (RunRecord.Load(RunDirectory.Open(path)).Is(RunKind.Fit))
        {
            FitReport.Save(path, page);
            return [];
        }

        var recorded = RecordedRun.ReadAny(path);
        RunReport.Save(recorded, page);
        return SaveFigures(recorded, figures);
    }

    /// <summary>Shows runs; where one cannot be read without an extension that it was made with, tells which file to name.</summary>
    public static int Of(IEnumerable<string> runs, Func<int> show)
    {
        try
        {
            return show();
        }
        catch (RunStorageException)
            when (runs.Select(run => ExtensionScope.MissingOf(RunDirectory.Open(run))).OfType<string>().FirstOrDefault() is { } missing)
        {
            throw new UsageException(missing);
        }
    }

    public static int Tell(CommandOutput output, string page, IReadOnlyList<string> figures)
    {
        output.Sentence($"Open {Path.GetFullPath(page)} in a browser.");
        foreach (var figure in figures) output.Line($"Drawn into {figure}.svg and .png.");
        output.Result(new JsonObject
        {
            ["page"] = page,
            ["figures"] = new JsonArray([.. figures.Select(figure => JsonValue.Create(figure))]),
        });
        return ExitCode.Done;
    }

    /// <summary>Writes the figures that there are, each as SVG and PNG.</summary>
    /// <param name="folder">Where; null writes none.</param>
    /// <param name="figures">Names and figures; null where there is nothing to draw.</param>
    /// <returns>Paths without endings.</returns>
    public static List<string> Save(string? folder, IEnumerable<(string Name, Figure? Figure)> figures)
    {
        var written = new List<string>();
        if (folder is null) return written;
        AtomicFile.MakeFolder(folder);
        foreach (var (name, figure) in figures)
        {
            if (figure is null) continue;
            figure.SaveBoth(folder, name);
            written.Add(Path.Combine(folder, name));
        }

        return written;
    }

    private static List<string> SaveFigures(RecordedRun run, string? folder) => Save(folder,
    [
        ("learning", RunFigures.Learning(run)),
        ("lambda", RunFigures.Coefficient(run)),
        .. EdgeHistory.Of(run).Select(edge => edge.Kind).Distinct()
            .Select(kind => ($"mixture-{kind.ToLowerInvariant()}", RunFigures.Mixture(run, kind))),
    ]);
}
