using AerNas.Fitting;

namespace AerNas.Cli.Display;

/// <summary>Turns what a fit reports into what a display shows, and says what was decided for each stage.</summary>
/// <param name="display">Where it is shown.</param>
/// <param name="program">How this program is called in the advice.</param>
/// <param name="search">The folder of the search.</param>
internal sealed class FitReporter(RunDisplay display, string program, string search) : IProgress<FitProgress>
{
    private readonly SearchReporter _search = new(display, program, search);
    private readonly TrainingReporter _training = new(display);
    private readonly TrainingReporter _baseline = new(display);

    public void Report(FitProgress value)
    {
        if (value.Decision is { } decision) display.Begin($"{Title(value.Stage)}: {decision}");
        if (value.Search is { } step) _search.Report(step);
        if (value.Training is { } trained) (value.Stage == FitStage.Baseline ? _baseline : _training).Report(trained);
    }

    private static string Title(FitStage stage) => stage switch
    {
        FitStage.Search => "search",
        FitStage.Training => "training",
        _ => "plain network",
    };
}
