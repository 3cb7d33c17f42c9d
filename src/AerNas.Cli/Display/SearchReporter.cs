using AerNas.Searching;
using AerNas.Searching.Watching;
using AerNas.Stopping;

namespace AerNas.Cli.Display;

/// <summary>Turns what a search reports into what a display shows.</summary>
internal sealed class SearchReporter(RunDisplay display, string program, string run) : IProgress<SearchProgress>
{
    private EpochTotals _totals; // of the last step: an epoch's own are gone when it is reported as ended
    private EpochOutcome? _outcome;
    private SearchSigns? _signs;

    public void Report(SearchProgress value)
    {
        var ended = value.Finished is not null;
        var given = _signs?.Advice?.Failure;
        if (ended) (_outcome, _signs) = (value.Finished, value.Signs);
        else _totals = value.Totals;
        display.Show(new RunStatus
        {
            Epoch = value.Position.Epoch + (ended ? 0 : 1),
            Epochs = value.Epochs,
            Step = ended ? value.StepsPerEpoch : value.Position.Step,
            StepsPerEpoch = value.StepsPerEpoch,
            Images = _totals.Images,
            EpochEnded = ended,
            Figures = Figures(value.Lambda),
            Cell = _outcome?.Genotype,
            Advice = _signs?.Advice?.For(program, ProgramName.Quote(run)),
            AdviceIsNew = _signs?.Advice?.Failure != given,
        });
    }

    private List<Figure> Figures(double lambda)
    {
        var figures = new List<Figure>
        {
            Figure.Loss("loss w", _totals.MeanTrainLoss),
            Figure.Percent("train", _totals.TrainAccuracy),
        };
        if (_totals.MeanArchitectureLoss is { } loss) figures.Insert(1, Figure.Loss("alpha", loss));
        if (_outcome is { } outcome)
        {
            figures.Add(Figure.Percent("valid", outcome.ValidationAccuracy));
            figures.Add(new Figure("entropy", $"{outcome.EntropyBits:0.000} bits"));
        }

        if (_signs is { } signs) figures.AddRange(Figures(signs));
        figures.Add(new Figure("lambda", $"{lambda:0.000}"));
        return figures;
    }

    private static IEnumerable<Figure> Figures(SearchSigns signs)
    {
        yield return Figure.Percent("skips", signs.SkipShare);
        yield return new Figure("gap", $"{signs.ChoiceGap:0.000}");
        if (signs.DiscretizedAccuracy is { } accuracy) yield return Figure.Percent("derived", accuracy);
        if (signs.HessianEigenvalue is { } eigenvalue) yield return new Figure("eigenvalue", $"{eigenvalue:0.000}");
    }
}
