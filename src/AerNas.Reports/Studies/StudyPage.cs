using AerNas.Reports.Pages;

namespace AerNas.Reports.Studies;

/// <summary>A study as one HTML page that needs nothing else: settings, every run, paired tests, receipt.</summary>
public static class StudyPage
{
    /// <summary>The page of results, finished or not.</summary>
    public static string Html(StudyResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var report = new StudyReport(results);
        var title = Path.GetFileName(Path.GetFullPath(results.Directory.Path));
        var page = new Page(title, new PageData(0));
        var state = results.IsComplete ? "" : "<p>Not all runs have ended yet; what follows is of those that have.</p>\n";
        page.Add($"<h1>{Pages.Html.Text(title)}</h1>\n{state}");
        page.AddSection(results.NamesArchitectures ? "Architectures" : "Settings",
            report.SettingsTable().ToHtml("Accuracies in percent, mean ± standard deviation over the seeds") + Paragraph(report.Ranking())
            + Paragraph(results.TableNote));
        if (RecipeReport.Of(results) is { } recipe) AddRecipe(page, recipe);
        page.AddSection("Every run", report.SeedsTable(architecture => architecture).ToHtml("What each came to"));
        if (report.TestsTable() is { } tests)
            page.AddSection("Paired tests", tests.ToHtml("Paired by seed, setting less the other") + Paragraph(report.Limit()));
        var receipt = report.Receipt().Select(line => $"<li>{Pages.Html.Text(line)}</li>\n");
        page.AddSection("Made with", $"<ul>\n{string.Concat(receipt)}</ul>\n");
        return page.ToHtml();
    }

    /// <summary>Writes the page into a file.</summary>
    public static void Save(StudyResults results, string page) => AtomicFile.WriteText(page, Html(results));

    private static void AddRecipe(Page page, RecipeReport recipe)
    {
        if (recipe.PaperTable() is { } paper)
            page.AddSection("Beside the paper", paper.ToHtml("The paper's numbers, of its own sizes, and those of this study"));
        if (recipe.RecipeTable() is { } expected)
            page.AddSection("Beside the recipe's own record", expected.ToHtml("What the recipe recorded, and what was found here"));
    }

    private static string Paragraph(string? text) => text is { Length: > 0 } ? $"<p>{Pages.Html.Text(text)}</p>\n" : "";
}
