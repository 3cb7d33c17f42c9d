using AerNas.Export;
using AerNas.Latency;
using AerNas.Timing;

namespace AerNas.Studies;

/// <summary>Measures how long the trained networks of a study take for a picture, one after the other, once no training goes on beside
/// them.</summary>
internal static class ArchitectureLatency
{
    /// <summary>Measures those that have not been measured.</summary>
    /// <param name="study">The study, which this process has taken up.</param>
    /// <param name="runs">Its runs that train a network, all of them done.</param>
    /// <param name="cancellation">Checked before each.</param>
    public static void Measure(StudyDirectory study, IEnumerable<StudyEntry> runs, CancellationToken cancellation)
    {
        var measured = StudyLatency.Load(study);
        foreach (var run in runs.DistinctBy(StudyLatency.KeyOf).Where(run => !measured.ContainsKey(StudyLatency.KeyOf(run))))
        {
            cancellation.ThrowIfCancellationRequested();
            var (card, genotype) = ModelFolder.Describe(Path.Combine(study.TrainingPath(run), "model"));
            measured = measured.SetItem(StudyLatency.KeyOf(run), LatencyMeter.Median(genotype, card.Skeleton, LatencyRuntime.Onnx));
            StudyLatency.Save(study, measured);
        }
    }
}
