using AerNas.Export;
using AerNas.Latency;
using AerNas.Timing;

namespace AerNas.Studies;

/// <summary>Measures how long the trained networks of a study's architectures take for a picture, one after the other, once no training
/// goes on beside them.</summary>
internal static class ArchitectureLatency
{
    /// <summary>Measures those that have not been measured; seeds differ in their weights alone, so one network of each is.</summary>
    /// <param name="study">The study, which this process has taken up.</param>
    /// <param name="runs">Its runs, all of them done.</param>
    /// <param name="cancellation">Checked before each.</param>
    public static void Measure(StudyDirectory study, IEnumerable<StudyEntry> runs, CancellationToken cancellation)
    {
        var measured = StudyLatency.Load(study);
        foreach (var run in runs.DistinctBy(run => run.Setting).Where(run => !measured.ContainsKey(run.Setting)))
        {
            cancellation.ThrowIfCancellationRequested();
            var (card, genotype) = ModelFolder.Describe(Path.Combine(study.TrainingPath(run), "model"));
            measured = measured.SetItem(run.Setting, LatencyMeter.Median(genotype, card.Skeleton, LatencyRuntime.Onnx));
            StudyLatency.Save(study, measured);
        }
    }
}
