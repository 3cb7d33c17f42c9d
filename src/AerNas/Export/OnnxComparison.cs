using AerNas.Data;
using AerNas.Inference;

namespace AerNas.Export;

/// <summary>How an ONNX file answers, by ONNX Runtime, beside the model that it was written from.</summary>
public sealed record OnnxComparison
{
    /// <summary>The largest difference of a probability that is rounding: what float32 comes to on another engine.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>How many pictures were compared.</summary>
    public required int Pictures { get; init; }

    /// <summary>The largest difference of a probability.</summary>
    public required double LargestDifference { get; init; }

    /// <summary>The part of the pictures that both take for the same class, 0 to 1.</summary>
    public required double Agreement { get; init; }

    /// <summary>The part of the pictures that the model classifies rightly, 0 to 1; says something where these are labelled.</summary>
    public required double ModelAccuracy { get; init; }

    /// <summary>The same of the file.</summary>
    public required double FileAccuracy { get; init; }

    /// <summary>How long the file takes for a picture, on one thread.</summary>
    public required OnnxLatency Latency { get; init; }

    /// <summary>Compares both on pictures.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">The ONNX file.</param>
    /// <param name="images">The pictures, of the model's shape.</param>
    /// <param name="most">How many of them are compared, the first ones.</param>
    /// <param name="cancellation">Checked after every few pictures.</param>
    /// <exception cref="OnnxFormatException">ONNX Runtime does not read the file.</exception>
    public static OnnxComparison Of(Model model, string file, ImageSet images, int most, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        using var classifier = OnnxClassifier.Load(file);
        var (largest, same, right, rightOfFile) = (0.0, 0, 0, 0);
        var count = Math.Min(images.Count, most);
        foreach (var chunk in Enumerable.Range(0, count).Chunk(Model.BatchSize))
        {
            byte[][] pictures = [.. chunk.Select(i => images.Image(i).ToArray())];
            foreach (var (i, own, other) in chunk.Zip(model.Probabilities(pictures), classifier.Probabilities(pictures)))
            {
                largest = own.Zip(other, (one, two) => Math.Abs(one - two)).Aggregate(largest, Math.Max);
                var (answer, ofFile) = (LikeliestOf(own), LikeliestOf(other));
                if (answer == ofFile) same++;
                if (answer == images.Labels[i]) right++;
                if (ofFile == images.Labels[i]) rightOfFile++;
            }

            cancellation.ThrowIfCancellationRequested();
        }

        return new OnnxComparison
        {
            Pictures = count,
            LargestDifference = largest,
            Agreement = (double)same / count,
            ModelAccuracy = (double)right / count,
            FileAccuracy = (double)rightOfFile / count,
            Latency = OnnxLatency.Measure(file),
        };
    }

    /// <summary>Demands that both answer alike.</summary>
    /// <param name="path">What the file is called.</param>
    /// <exception cref="ModelFormatException">They do not.</exception>
    internal void Require(string path)
    {
        if (LargestDifference <= Tolerance) return; // which NaN is not
        throw new ModelFormatException(path,
            $"ONNX Runtime answers otherwise than the model: a probability differs by {LargestDifference:0.0e+0}, where {Tolerance:0e+0} "
            + $"is rounding, and {100 * Agreement:0.0} % of {Pictures} pictures get the same class. It was not written.",
            remedy: "Use the model folder, and report this as a defect of AerNas.");
    }

    private static int LikeliestOf(double[] sure) => Array.IndexOf(sure, sure.Max());
}
