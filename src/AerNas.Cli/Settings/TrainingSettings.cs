using System.CommandLine.Completions;
using AerNas.Training;

namespace AerNas.Cli.Settings;

/// <summary>What a person may set of a training.</summary>
internal static class TrainingSettings
{
    /// <summary>All but the seed: what trainings that are to be compared have in common.</summary>
    public static IEnumerable<Setting> Alike() =>
    [
        Setting.Text(SharedOptions.DataName, "data.path",
            "A folder or archive of images; by default those of the search, or those that come with AerNas.", "PATH"),
        Setting.Number("--epochs", "training.epochs", "Passes over the training images."),
        Setting.Number("--batch", "training.batchSize", "Images a step."),
        Setting.Number("--channels", "network.channels", "Channels of the first cells."),
        Setting.Number("--layers", "network.layers", "Cells in all (darts)."),
        Setting.Number("--cells", "network.cells", "Cells in each of the three stages (nasbench201)."),
        Setting.Text("--device", "runtime.device", "Where to compute (CUDA is not tested yet).", "cpu|cuda:N"),
        Setting.Choice("--engine", "runtime.engine", SharedOptions.EngineMeaning, [.. SharedOptions.Engines]),
        SharedOptions.Memory,
        Setting.Choice("--class-weights", "training.classWeights",
            "balanced: every class counts alike in the loss, however few its images.", ChoiceOption.WordsOf<ClassWeighting>()),
        Setting.Number("--patience", "training.patience",
            "Stop after so many epochs without a better one on training images held out (a tenth; --set data.validation=0.2)."),
        Setting.Choice("--keep", "training.keep", "The network to hand over: of the last epoch, or the best on images held out.",
            ChoiceOption.WordsOf<KeptNetwork>()),
        Setting.Number("--threads", "runtime.threads", "Threads of the numeric kernels; 0 takes all processors."),
        .. Setting.OfImages(),
    ];

    public static Setting Seed() => Setting.Number("--seed", "training.seed", "Seed of everything random.");

    /// <summary>Where the options start from.</summary>
    public static Option<string> Recipe() => new("--recipe")
    {
        Description = "Where options start from: a small size for a CPU, a published recipe (below), or a file of your own.",
        HelpName = "NAME|FILE",
        DefaultValueFactory = _ => TrainingRecipes.SmallName,
        CompletionSources = { _ => TrainingRecipes.All.Select(recipe => new CompletionItem(recipe.Name)) },
    };

    /// <summary>The recipes that come with AerNas, a line each, for the help of a command that takes them.</summary>
    public static string Recipes => string.Join("\n", TrainingRecipes.All.Select(recipe => $"  {recipe.Name,-19} {recipe.About}"));
}
