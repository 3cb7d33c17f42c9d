using AerNas.Training;

namespace AerNas.Cli.Display;

/// <summary>Turns what a training reports into what a display shows.</summary>
internal sealed class TrainingReporter(RunDisplay display) : IProgress<TrainingProgress>
{
    private double? _testAccuracy; // of the last epoch that was tested

    public void Report(TrainingProgress value)
    {
        var ended = value.Finished is not null;
        _testAccuracy = value.Finished?.TestAccuracy ?? _testAccuracy;
        var figures = new List<Figure>
        {
            Figure.Loss("loss", value.Totals.MeanLoss),
            Figure.Percent("train", value.Totals.Accuracy),
        };
        if (_testAccuracy is { } accuracy) figures.Add(Figure.Percent("test", accuracy));
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
