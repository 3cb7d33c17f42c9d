using System.Globalization;
using System.Text;
using AerNas.Benchmarks.Machines;
using AerNas.Benchmarks.Steps;

namespace AerNas.Benchmarks.Comparisons;

/// <summary>A comparison as Markdown, ready to be committed under bench/results.</summary>
internal sealed class ComparisonReport(Comparison comparison, StepSettings common, int rounds)
{
    private readonly StringBuilder _text = new();

    public string ToMarkdown()
    {
        Line("# The engines in turn");
        Line();
        Line($"{Machine.Line}.");
        Line();
        Line($"{common.Threads} threads; {rounds} rounds, {common.Steps} steps in each process after {common.WarmUp} of warm-up. Seconds "
            + "are medians over the rounds, with the fastest and the slowest; GFLOP/s count useful work only, and the peak is "
            + "measured in the same process.");
        Line();
        Steps();
        Ratios();
        return _text.ToString();
    }

    private void Steps()
    {
        Line("| what | engine | seconds | fastest to slowest | processor seconds | images/s | useful GFLOP/s | of peak | peak memory |");
        Line("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var contest in comparison.Contests)
        {
            foreach (var contestant in comparison.ContestantsOf(contest))
            {
                var samples = comparison.Samples(contest, contestant);
                var range = $"{samples.Min(s => s.Step?.MinSeconds ?? s.Seconds):0.000} to "
                    + $"{samples.Max(s => s.Step?.MaxSeconds ?? s.Seconds):0.000}";
                Line($"| {contest.Title} | {contestant.Title} | {Seconds(contest, contestant):0.000} | {range} | "
                    + $"{StepFigures([.. samples.Select(s => s.Step).OfType<StepResult>()])} |");
            }
        }

        Line();
    }

    private static string StepFigures(StepResult[] steps) => steps.Length == 0 ? " | | | | " : string.Create(CultureInfo.InvariantCulture,
        $"{Median.Of(steps.Select(s => s.ProcessorSeconds)):0.000} | {Median.Of(steps.Select(s => s.ImagesPerSecond)):0.0} | "
        + $"{Median.Of(steps.Select(s => s.Gflops)):0.0} | "
        + $"{100 * Median.Of(steps.Select(s => s.Efficiency)):0.0} % of {Median.Of(steps.Select(s => s.PeakGflops)):0} | "
        + $"{steps.Max(s => s.PeakResidentBytes) / 1e9:0.00} GB");

    private void Ratios()
    {
        var rows = from contest in comparison.Contests
                   where comparison.ContestantsOf(contest).Contains(Contestant.Fused)
                   from other in comparison.ContestantsOf(contest)
                   where other != Contestant.Fused
                   select $"| {contest.Title}: Fused against {other.Title} | "
                   + $"{Seconds(contest, other) / Seconds(contest, Contestant.Fused):0.00} times faster{OfProcessors(contest, other)} |";
        var lines = rows.Concat(TimeOfAnImage()).ToArray();
        if (lines.Length == 0) return;
        Line("| ratio | |");
        Line("| --- | --- |");
        foreach (var line in lines) Line(line);
    }

    /// <summary>The same by processor time, which other work on the machine disturbs less.</summary>
    private string OfProcessors(IContest contest, Contestant other)
    {
        var (mine, its) = (Processors(contest, Contestant.Fused), Processors(contest, other));
        return mine.Length == 0 || its.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture,
            $", by processor time {Median.Of(its) / Median.Of(mine):0.00} times");
    }

    private double[] Processors(IContest contest, Contestant contestant) =>
        [.. comparison.Samples(contest, contestant).Select(sample => sample.Step).OfType<StepResult>()
            .Select(step => step.ProcessorSeconds)];

    /// <summary>Whether larger batches cost more an image.</summary>
    private IEnumerable<string> TimeOfAnImage()
    {
        if (Find(ContestList.First16) is not { } small || Find(ContestList.First64) is not { } large) yield break;
        foreach (var contestant in comparison.ContestantsOf(large))
            yield return $"| {contestant.Title}: time of an image, {large.Title} over {small.Title} | "
                + $"{OfAnImage(large, contestant) / OfAnImage(small, contestant):0.00} |";
    }

    private StepContest? Find(string name) => comparison.Contests.OfType<StepContest>().SingleOrDefault(contest => contest.Name == name);

    private double OfAnImage(StepContest contest, Contestant contestant) => Seconds(contest, contestant) / contest.Settings.Batch;

    private double Seconds(IContest contest, Contestant contestant) =>
        Median.Of(comparison.Samples(contest, contestant).Select(s => s.Seconds));

    private void Line(string text = "") => _text.Append(text).Append('\n');
}
