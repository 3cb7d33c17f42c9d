using AerNas.Data;
using AerNas.Statistics;

namespace AerNas.Export;

/// <summary>What a network took test images for, in the order they were shown.</summary>
public sealed class TestOutcome
{
    /// <summary>The fewest classes of which the five likeliest tell something: more than five.</summary>
    private const int LeastClasses = 6, Five = 5;

    private const int MostMistakes = 24;

    private readonly List<TestMistake> _surest = [];
    private int _images;
    private int _amongFive;

    internal TestOutcome(int classes) => Confusion = new ConfusionMatrix(classes);

    /// <summary>What the images of each class were taken for.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>The part of the images that was taken for what it is.</summary>
    public double Accuracy => Confusion.Accuracy;

    /// <summary>How often the right class is among the five likeliest, 0 to 1; null where there are no more than five.</summary>
    public double? TopFiveAccuracy => Confusion.Classes >= LeastClasses ? (double)_amongFive / _images : null;

    /// <summary>The images it was surest of and wrong about, the surest first; no more than a page shows.</summary>
    internal ImmutableArray<TestMistake> Surest =>
        [.. _surest.OrderByDescending(mistake => mistake.Probability).ThenBy(mistake => mistake.Image).Take(MostMistakes)];

    /// <summary>What is recorded of it, with small pictures of the mistakes.</summary>
    /// <param name="classNames">The name of each class. // [K]</param>
    /// <param name="images">The test images, in the order they were shown.</param>
    internal TestRecord ToRecord(IReadOnlyList<string> classNames, ImageSet images) => new()
    {
        Classes = classNames,
        Counts = TestRecord.CountsOf(Confusion),
        TopFive = TopFiveAccuracy,
        Mistakes = [.. Surest.Select(mistake => new RecordedMistake(mistake.Label, mistake.Answer, mistake.Probability,
            SmallPicture.Of(images.Image(mistake.Image), images.Shape)))],
    };

    /// <summary>Counts the next image.</summary>
    /// <param name="label">Its class.</param>
    /// <param name="answer">What it was taken for.</param>
    /// <param name="probability">How sure that is, 0 to 1.</param>
    /// <param name="likelier">How many classes scored more than its own.</param>
    internal void Count(int label, int answer, double probability, int likelier)
    {
        Confusion.Count(label, answer);
        if (likelier < Five) _amongFive++;
        if (label != answer) _surest.Add(new TestMistake(_images, label, answer, probability));
        if (_surest.Count >= 8 * MostMistakes)
        {
            var kept = Surest;
            _surest.Clear();
            _surest.AddRange(kept);
        }

        _images++;
    }
}

/// <summary>An image that was taken for another class than its own.</summary>
/// <param name="Image">Which, in the order of the test images, from 0.</param>
/// <param name="Label">Its class.</param>
/// <param name="Answer">What it was taken for.</param>
/// <param name="Probability">How sure the network was of that, 0 to 1.</param>
internal readonly record struct TestMistake(int Image, int Label, int Answer, double Probability);
