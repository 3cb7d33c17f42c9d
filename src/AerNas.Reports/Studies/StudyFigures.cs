using AerNas.Reports.Figures;

namespace AerNas.Reports.Studies;

/// <summary>The figures of a study. Each gives null where its runs recorded nothing to draw.</summary>
internal static class StudyFigures
{
    /// <summary>The architecture entropy by epoch: mean over the seeds, with its spread, as in the paper's figure 6(a).</summary>
    public static Figure? Entropy(StudyResults results)
    {
        var lines = Searched(results).Select(group => Line(group.Setting, [.. group.Runs.Select(run => run.Search!.Series("entropyBits"))]))
            .ToArray();
        return lines.Length == 0 ? null : RunFigures.Entropy(lines);
    }

    /// <summary>What the cell of each epoch would come to when it is trained, by the table: mean over the seeds. It shows when a search
    /// turns. Null without a table.</summary>
    public static Figure? Course(StudyResults results)
    {
        var lines = Searched(results).Where(group => results.AccuracyByEpoch.ContainsKey(group.Setting))
            .Select(group => Line(group.Setting, results.AccuracyByEpoch[group.Setting]) with { Spread = null }).ToArray();
        return lines.Length == 0 ? null : RunFigures.Courses($"{results.Measures[0].Key} of the epoch's cell (%)", lines);
    }

    /// <summary>The first measure of every setting: each seed, mean and standard deviation, as in the paper's figure 6(b).</summary>
    public static Figure? Spread(StudyResults results)
    {
        var measure = results.Measures[0];
        var settings = results.Groups.Select(group => (group.Setting, Values: group.Values(measure).Values.ToImmutableArray()))
            .Where(group => group.Values.Length > 0).ToArray();
        return settings.Length == 0 ? null : SpreadFigure.Of($"{measure.Name} (%)", settings);
    }

    private static IEnumerable<StudyGroup> Searched(StudyResults results) => results.Groups
        .Select(group => group with { Runs = [.. group.Runs.Where(run => run.Search is { Epochs.IsEmpty: false })] })
        .Where(group => !group.Runs.IsEmpty);

    /// <summary>Mean and spread, epoch by epoch, as far as all have come.</summary>
    private static FigureLine Line(string name, ImmutableArray<ImmutableArray<double>> series)
    {
        var (means, deviations) = RunGroup.MeanOf(series);
        return new FigureLine(name, means, deviations.Any(double.IsFinite) ? deviations : null);
    }
}
