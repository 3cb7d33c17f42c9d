using AerNas.Export;
using AerNas.Fitting;
using AerNas.Training;

namespace AerNas.Cli;

/// <summary>Finds a model folder: named itself, or by the training run it lies in.</summary>
internal static class ModelArgument
{
    /// <summary>What a training run calls the folder of its model.</summary>
    public const string NameInRun = "model";

    /// <summary>The folder that holds the model.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static string Folder(string argument) =>
        new[] { argument, Path.Combine(argument, NameInRun) }.FirstOrDefault(ModelFolder.Holds)
        ?? throw new UsageException(Path.Exists(argument)
            ? $"{argument} holds no model (no model.json); name the folder that aernas train printed."
            : $"there is no file or folder {argument}; name the folder of a model, such as aernas train printed.");

    /// <summary>The images the model was trained on and how they were read, as its run tells; null where it lies in no run.</summary>
    public static TrainingDataOptions? Data(string folder)
    {
        var parent = Path.GetDirectoryName(Path.GetFullPath(folder));
        if (parent is null || !RunDirectory.Holds(parent)) return null;
        return RunRecord.Load(RunDirectory.Open(parent)).Is(RunKind.Fit) ? FitRun.OptionsOf(parent).Data : TrainRun.OptionsOf(parent).Data;
    }
}
