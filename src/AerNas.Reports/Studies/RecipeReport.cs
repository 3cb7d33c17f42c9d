using AerNas.Studies;

namespace AerNas.Reports.Studies;

/// <summary>What came of an experiment beside what its recipe recorded and what the paper reports.</summary>
public sealed class RecipeReport
{
    private readonly Recipe _recipe;
    private readonly RecipeScale _scale;
    private readonly StudyResults _results;

    /// <summary>Compares results with a recipe at one of its scales.</summary>
    public RecipeReport(Recipe recipe, RecipeScale scale, StudyResults results)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(scale);
        ArgumentNullException.ThrowIfNull(results);
        (_recipe, _scale, _results) = (recipe, scale, results);
    }

    /// <summary>The comparison of a study that was made by a recipe; null of any other.</summary>
    public static RecipeReport? Of(StudyResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return Recipe.TryFind(results.Record.Recipe, out var recipe) && recipe.At($"{results.Record.Options["scale"]}") is { } scale
            ? new RecipeReport(recipe, scale, results)
            : null;
    }

    /// <summary>The paper's numbers with those found here beside them; empty where the paper gives none.</summary>
    public string BesideThePaper() => PaperTable()?.ToMarkdown() ?? "";

    /// <summary>What the recipe expects with what was found; empty where it was never run.</summary>
    public string BesideTheRecipe() => RecipeTable()?.ToMarkdown() ?? "";

    internal ReportTable? PaperTable() => _recipe.PaperNumbers.Count == 0 ? null : new ReportTable(
        ["row of the paper", "measure", "the paper's", "here", ""],
        _recipe.PaperNumbers.Select(number => (string[])
            [number.Row ?? "", Name(number.Measure), TableNumber.WithSpread(number.Mean, number.Spread), Here(number),
                Summary(number) is null && number.Missing is { } why ? $"none here: {why}" : ""]));

    internal ReportTable? RecipeTable() => _scale.Expected.Count == 0 ? null : new ReportTable(
        ["setting", "measure", "expected", "here"],
        _scale.Expected.Select(number => (string[])[number.Setting
            ?? "", Name(number.Measure), TableNumber.WithSpread(number.Mean, number.Spread, Format(number)), Here(number)]));

    /// <summary>All of it as text under headings.</summary>
    public string Markdown()
    {
        var text = $"# {_recipe.Name}: {_recipe.About}\n\n{_scale.Rule}\n\n{new StudyReport(_results).Sections()}";
        if (BesideTheRecipe() is { Length: > 0 } recipe)
            text += $"\n## Beside the recipe's own record\n\nIt was made on {_scale.Made}.\n\n{recipe}";
        if (BesideThePaper() is { Length: > 0 } paper)
            text += $"\n## Beside the paper\n\nThe paper's numbers are of its own sizes, on its own machine; those here are "
                + $"of this study.\n\n{paper}";
        return text;
    }

    /// <summary>The comparison as JSON.</summary>
    public JsonArray Json() => new([.. _recipe.PaperNumbers.Select(number => new JsonObject
    {
        ["row"] = number.Row,
        ["measure"] = number.Measure,
        ["paperMean"] = number.Mean,
        ["paperSpread"] = number.Spread,
        ["mean"] = Summary(number)?.Mean,
        ["missing"] = Summary(number) is null ? number.Missing : null,
    })]);

    private string Name(string key) => Find(key)?.Name ?? key;

    private string Here(RecipeNumber number) =>
        Summary(number) is { } summary
            ? TableNumber.WithSpread(summary.Mean, summary.StandardDeviation, Format(number))
            : TableNumber.Nothing;

    private string Format(RecipeNumber number) => Find(number.Measure)?.Format ?? TableNumber.Plain;

    private SampleSummary? Summary(RecipeNumber number) => Find(number.Measure) is { } measure
        ? _results.Groups.FirstOrDefault(group => group.Setting == number.Setting)?.Summary(measure)
        : null;

    /// <summary>A measure of the study, or one of trainings, which the study may lack.</summary>
    private StudyMeasure? Find(string key) =>
        _results.Measures.AddRange(StudyMeasure.Trained, StudyMeasure.Error, StudyMeasure.Parameters)
            .FirstOrDefault(measure => measure.Key == key);
}
