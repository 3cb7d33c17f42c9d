using System.Diagnostics;

namespace AerNas.Inference;

/// <summary>How long an ONNX model takes for a picture, by ONNX Runtime on one thread of the CPU.</summary>
/// <param name="Median">Half of the pictures took at most this long.</param>
/// <param name="Percentile95">95 of 100 took at most this long.</param>
public readonly record struct OnnxLatency(TimeSpan Median, TimeSpan Percentile95)
{
    private const int LeastRuns = 20;
    private const int MostRuns = 1000;

    /// <summary>Measures a model: pictures one by one, after some that are not counted.</summary>
    /// <param name="path">An ONNX file that AerNas exported.</param>
    /// <param name="duration">How long it may be measured, as far as twenty pictures need no longer; null: a second.</param>
    /// <exception cref="OnnxFormatException">It is missing, damaged, or not one that AerNas exported.</exception>
    public static OnnxLatency Measure(string path, TimeSpan? duration = null)
    {
        using var classifier = OnnxClassifier.Load(path, threads: 1);
        var (channels, size, _) = classifier.Card.Preparation;
        byte[][] picture = [[.. Enumerable.Range(0, channels * size * size).Select(i => (byte)(37 * i))]];
        var limit = duration ?? TimeSpan.FromSeconds(1);
        var times = new List<TimeSpan>();
        for (var (start, runs) = (Stopwatch.GetTimestamp(), 0); ; runs++)
        {
            var began = Stopwatch.GetTimestamp();
            classifier.Probabilities(picture);
            if (runs >= LeastRuns / 4) times.Add(Stopwatch.GetElapsedTime(began)); // the first ones warm up
            if (times.Count == MostRuns || (times.Count >= LeastRuns && Stopwatch.GetElapsedTime(start) >= limit)) break;
        }

        times.Sort();
        return new OnnxLatency(times[times.Count / 2], times[times.Count * 95 / 100]);
    }
}
