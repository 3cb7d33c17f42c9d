using System.Text.Json.Serialization;

namespace AerNas.Statistics;

/// <summary>What the network of a training took the test images for: <c>test.json</c> of its folder.</summary>
public sealed record TestRecord
{
    /// <summary>The name of each class, in label order. // [K]</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>How many images of a class were taken for a class: rows of class, answer and count, without those that are none.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Counts { get; init; }

    /// <summary>How often the right class is among the five likeliest, 0 to 1; null where there are no more than five.</summary>
    public double? TopFive { get; init; }

    /// <summary>The images that it was surest of and wrong about, the surest first.</summary>
    public required IReadOnlyList<RecordedMistake> Mistakes { get; init; }

    /// <summary>The counts as a matrix.</summary>
    [JsonIgnore]
    public ConfusionMatrix Confusion
    {
        get
        {
            var confusion = new ConfusionMatrix(Classes.Count);
            foreach (var row in Counts) confusion.Count(row[0], row[1], row[2]);
            return confusion;
        }
    }

    /// <summary>The counts of a matrix, as they are recorded.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> CountsOf(ConfusionMatrix confusion)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        return [.. from label in Enumerable.Range(0, confusion.Classes)
                   from answer in Enumerable.Range(0, confusion.Classes)
                   where confusion[label, answer] > 0
                   select (int[])[label, answer, (int)confusion[label, answer]]];
    }

    /// <summary>What is wrong with it, as a sentence; null if it is sound.</summary>
    internal string? Problem() =>
        Classes.Count < 1 ? "it names no classes."
        : Counts.Any(row => row is not [var label, var answer, >= 0] || !Is(label) || !Is(answer)) ? "a count in it is of no class."
        : Mistakes.Any(mistake => !Is(mistake.Label) || !Is(mistake.Answer)) ? "a mistake in it is of no class."
        : null;

    private bool Is(int label) => label >= 0 && label < Classes.Count;
}

/// <summary>An image that was taken for another class than its own.</summary>
/// <param name="Label">Its class.</param>
/// <param name="Answer">What it was taken for.</param>
/// <param name="Probability">How sure the network was of that, 0 to 1.</param>
/// <param name="Picture">A small PNG file of it.</param>
public sealed record RecordedMistake(int Label, int Answer, double Probability, byte[] Picture);
