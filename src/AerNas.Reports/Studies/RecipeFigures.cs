using AerNas.Genotypes.Drawing;
using AerNas.Reports.Figures;
using AerNas.Studies;

namespace AerNas.Reports.Studies;

/// <summary>The figures of an experiment: those of every study, and those that its recipe asks for.</summary>
public static class RecipeFigures
{
    /// <summary>Draws them into a folder, each figure as SVG and PNG, cells as SVG.</summary>
    /// <returns>The files, without ending where there are two.</returns>
    /// <exception cref="RunStorageException">A file cannot be written.</exception>
    public static IReadOnlyList<string> Save(RecipeFigure kind, StudyResults results, string folder)
    {
        ArgumentNullException.ThrowIfNull(results);
        AtomicFile.MakeFolder(folder);
        var written = new List<string>();
        foreach (var (name, figure) in OfStudy(results).Concat(kind switch
        {
            RecipeFigure.Mixtures => Mixtures(results),
            RecipeFigure.Rankings => Rankings(results),
            _ => [],
        }))
        {
            if (figure is null) continue;
            figure.SaveBoth(folder, name);
            written.Add(Path.Combine(folder, name));
        }

        if (kind == RecipeFigure.Cells)
            written.AddRange(Cells(results).Select(cell => Write(Path.Combine(folder, cell.Name + ".svg"), cell.Svg)));
        return written;
    }

    /// <summary>Entropy, accuracies, and how good the cell of each epoch is.</summary>
    private static IEnumerable<(string Name, Figure? Figure)> OfStudy(StudyResults results) =>
        [("entropy", StudyFigures.Entropy(results)), ("accuracy", StudyFigures.Spread(results)), ("course", StudyFigures.Course(results))];

    private static IEnumerable<(string, Figure?)> Mixtures(StudyResults results) =>
        from run in FirstRuns(results)
        from kind in Runs.EdgeHistory.Of(run.Search!).Select(edge => edge.Kind).Distinct()
        select ($"mixture-{run.Entry.Folder}-{kind.ToLowerInvariant()}", RunFigures.Mixture(run.Search!, kind));

    /// <summary>Accuracy in the search against accuracy after training, of settings with two found architectures or more.</summary>
    private static IEnumerable<(string, Figure?)> Rankings(StudyResults results)
    {
        if (results.Measures[0] == StudyMeasure.Supernet) yield break; // nothing tells what training comes to
        foreach (var group in results.Groups)
        {
            var (trained, searched) = (group.Values(results.Measures[0]), group.Values(StudyMeasure.Supernet));
            var seeds = searched.Keys.Where(trained.ContainsKey).ToArray();
            if (seeds.Length < 2) continue;
            yield return ($"ranking-{SettingOf(group.Runs[0].Entry)}", RankingFigure.Of(
                group.Setting, [.. seeds.Select(seed => searched[seed] / 100)], [.. seeds.Select(seed => trained[seed] / 100)]));
        }
    }

    /// <summary>The architecture of each setting that the search itself held for the best.</summary>
    private static IEnumerable<(string Name, string Svg)> Cells(StudyResults results) =>
        results.Groups.Select(group => group.Runs.Where(run => run.Genotype is not null && run.Search is not null)
                .MaxBy(run => run.Values.GetValueOrDefault(StudyMeasure.Supernet.Key))).OfType<StudyOutcome>()
            .Select(run => ($"cell-{run.Entry.Folder}", GenotypeDrawing.Svg(run.Genotype!)));

    /// <summary>The folder of a run without its seed: what is of all runs of a setting is called so.</summary>
    private static string SettingOf(StudyEntry run) => run.Folder.Split($"_seed{run.Seed}")[0];

    private static IEnumerable<StudyOutcome> FirstRuns(StudyResults results) =>
        results.Groups.Select(group => group.Runs.FirstOrDefault(run => run.Search is { Epochs.IsEmpty: false })).OfType<StudyOutcome>();

    private static string Write(string path, string text)
    {
        AtomicFile.WriteText(path, text);
        return path;
    }
}
