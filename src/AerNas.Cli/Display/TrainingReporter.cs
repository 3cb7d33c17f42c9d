using AerNas.Training;

namespace AerNas.Cli.Display;

/// <summary>Turns what a training reports into what a display shows.</summary>
internal sealed class TrainingReporter(RunDisplay display) : IProgress<TrainingProgress>
{
    private TrainingOutcome? _tested; // the last epoch that was
    private double? _judged; // of the last epoch, where images are held out

    public void Report(TrainingProgress value)
    {
        var ended = value.Finished is not null;
        if (value.Finished is { TestAccuracy: not null }) _tested = value.Finished;
        _judged = value.Finished?.ValidationAccuracy ?? _judged;
        var figures = new List<Figure>
        {
            Figure.Loss("loss", value.Totals.MeanLoss),
            Figure.Percent("train", value.Totals.Accuracy),
        };
        if (_judged is { } judged) figures.Add(Figure.Percent("held out", judged));
        if (_tested?.TestAccuracy is { } accuracy) figures.Add(Figure.Percent("test", accuracy));
        if (_tested?.TestTopFive is { } five) figures.Add(Figure.Percent("top 5", five));
        figures.Add(new Figure("learning rate", $"{value.LearningRate:0.0000}"));
        display.Show(new RunStatus
        {
            Epoch = value.Position.Epoch + (ended ? 0 : 1),
            Epochs = value.Epochs,
            Step = ended ? value.StepsPerEpoch : value.Position.Step,
            StepsPerEpoch = value.StepsPerEpoch,
            Images = value.Totals.Images,
            EpochEnded = ended,
            Figures = figures,
        });
    }
}
