using AerNas.Data;
using AerNas.Export;
using AerNas.Statistics;

namespace AerNas.Cli.Display;

/// <summary>What a model took test images for, as text and as JSON.</summary>
internal sealed record TestReport(
    string Model, LabelledTestImages Test, IReadOnlyList<string> ClassNames, TestOutcome Outcome, TimeSpan Elapsed)
{
    private const int ListedClasses = 20, ListedMistakes = 10;

    private ConfusionMatrix Confusion => Outcome.Confusion;

    private Interval Interval => WilsonInterval.Of(Confusion.Hits, Confusion.Images);

    public void Show(CommandOutput output)
    {
        output.Sentence($"{Model} on {Confusion.Images:N0} test images of {Test.Name}");
        foreach (var note in Test.Notes) output.Note(note);
        output.Row("test images", $"{Confusion.Images:N0}");
        output.Row("test accuracy", $"{100 * Confusion.Accuracy:0.00} % ({100 * WilsonInterval.Confidence:0} % interval "
            + $"{100 * Interval.Low:0.0} to {100 * Interval.High:0.0} %)");
        if (Outcome.TopFiveAccuracy is { } five) output.Row("among the first five", $"{100 * five:0.00} %");
        output.Row("time", Text.Clock(Elapsed));
        output.Line();
        output.Line("Class by class:");
        foreach (var (name, label) in ClassNames.Select((name, label) => (name, label)).Take(ListedClasses))
            output.Row(name, Confusion.AccuracyOf(label) is { } accuracy
                ? $"{100 * accuracy,6:0.00} % of {Confusion.ImagesOf(label):N0}"
                : "no test image");
        if (ClassNames.Count > ListedClasses) output.Row("...", $"and {ClassNames.Count - ListedClasses} more, which --json tells");
        output.Line();
        if (ConfusionTable.Lines(ClassNames, Confusion, output.Room) is { } matrix) foreach (var line in matrix) output.Line(line);
        else ShowMistakes(output);
    }

    public JsonObject ToJson()
    {
        var json = Numbers();
        if (Outcome.TopFiveAccuracy is { } five) json["topFiveAccuracy"] = five;
        return json;
    }

    private JsonObject Numbers() => new()
    {
        ["model"] = Model,
        ["images"] = Confusion.Images,
        ["testAccuracy"] = Confusion.Accuracy,
        ["interval"] = new JsonObject { ["confidence"] = WilsonInterval.Confidence, ["low"] = Interval.Low, ["high"] = Interval.High },
        ["classes"] = new JsonArray([.. ClassNames.Select((name, label) => new JsonObject
        {
            ["name"] = name,
            ["images"] = Confusion.ImagesOf(label),
            ["accuracy"] = Confusion.AccuracyOf(label),
        })]),
        ["confusion"] = new JsonArray([.. ClassNames.Select((_, label) =>
            new JsonArray([.. ClassNames.Select((_, answer) => JsonValue.Create(Confusion[label, answer]))]))]),
        ["notes"] = new JsonArray([.. Test.Notes.Select(note => JsonValue.Create(note))]),
        ["seconds"] = Elapsed.TotalSeconds,
    };

    private void ShowMistakes(CommandOutput output)
    {
        var mistakes = (from label in Enumerable.Range(0, ClassNames.Count)
                        from answer in Enumerable.Range(0, ClassNames.Count)
                        where label != answer && Confusion[label, answer] > 0
                        orderby Confusion[label, answer] descending, label, answer
                        select $"{ClassNames[label]} taken for {ClassNames[answer]}: {Confusion[label, answer]:N0}").ToList();
        output.Line(mistakes.Count == 0 ? "No image was taken for another class." : "Most frequent mistakes (all of them: --json):");
        foreach (var mistake in mistakes.Take(ListedMistakes)) output.Line($"  {mistake}");
    }
}
