using AerNas.Searching;

namespace AerNas.Cli.Display;

/// <summary>Turns what a search reports into what a display shows.</summary>
internal sealed class SearchReporter(RunDisplay display) : IProgress<SearchProgress>
{
    private EpochTotals _totals; // of the last step: an epoch's own are gone when it is reported as ended
    private EpochOutcome? _outcome;

    public void Report(SearchProgress value)
    {
        var ended = value.Finished is not null;
        if (value.Finished is { } outcome) _outcome = outcome;
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

        figures.Add(new Figure("lambda", $"{lambda:0.000}"));
        return figures;
    }
}
