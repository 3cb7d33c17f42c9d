using AerNas.Reports.Studies;
using AerNas.Studies;

namespace AerNas.Cli.Studies;

/// <summary>Shows a study while it runs, and what came of it.</summary>
internal static class StudyOutput
{
    /// <summary>Does what is left of a study and tells its results.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Follow(StudyRun study, int threads, StudyWords words, CommandHost host, CommandOutput output)
    {
        var path = study.Directory.Path;
        var sideBySide = study.SideBySide(threads);
        var finished = study.Finished.Count();
        output.Line($"{words.Name} {path}: {Counted.Of(study.Runs.Length, "run")}, {finished} of them done; {sideBySide} at a time.");
        if (!Finish(study, sideBySide, words, host, output)) return ExitCode.Interrupted;
        Tell(StudyResults.Read(path), output);
        return ExitCode.Done;
    }

    /// <returns>Whether it came to its end.</returns>
    private static bool Finish(StudyRun study, int sideBySide, StudyWords words, CommandHost host, CommandOutput output)
    {
        var display = new StudyDisplay(output, host.Time);
        using var interruption = new Interruption(display.AnnounceStop, host.Cancellation);
        try
        {
            study.Run(sideBySide, display, interruption.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            output.Line("Stopped; everything is saved. Go on with:");
            output.Line($"  {host.Program} {words.Command} --resume {ProgramName.Quote(study.Directory.Path)}");
            return false;
        }
    }

    private static void Tell(StudyResults results, CommandOutput output)
    {
        var report = new StudyReport(results);
        output.Line();
        output.Line("Accuracies in percent, mean ± standard deviation over the seeds:");
        output.Line();
        output.Lines(report.Settings());
        if (report.Ranking() is { Length: > 0 } ranking)
        {
            output.Sentence(ranking);
            output.Line();
        }

        if (report.Tests() is { Length: > 0 } tests)
        {
            output.Line("Paired by seed:");
            output.Line();
            output.Lines(tests);
        }

        var json = StudyJson.Of(results);
        var name = Path.GetFileName(Path.GetFullPath(results.Directory.Path));
        var text = RecipeReport.Of(results) is { } recipe ? TellRecipe(recipe, output, json) : report.Markdown(name);
        AtomicFile.WriteText(results.Directory.ReportFile, text);
        output.Line($"Every run and the receipt: {results.Directory.ReportFile}");
        var kind = Recipe.TryFind(results.Record.Recipe, out var made) ? made.Figure : RecipeFigure.None;
        foreach (var file in RecipeFigures.Save(kind, results, Path.Combine(results.Directory.Path, "figures")))
            output.Line($"Drawn: {file}");
        output.Result(json);
    }

    /// <summary>Adds what the recipe and the paper say.</summary>
    /// <returns>The whole report.</returns>
    private static string TellRecipe(RecipeReport recipe, CommandOutput output, JsonObject json)
    {
        foreach (var (heading, table) in new[] { ("Beside the recipe's own record:", recipe.BesideTheRecipe()),
            ("Beside the paper, whose numbers are of its own sizes:", recipe.BesideThePaper()) })
        {
            if (table.Length == 0) continue;
            output.Line(heading);
            output.Line();
            output.Lines(table);
        }

        json["paper"] = recipe.Json();
        return recipe.Markdown();
    }
}
