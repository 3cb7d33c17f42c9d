using AerNas.Checkpoints;
using AerNas.Data;
using AerNas.Export;
using AerNas.Extensions;
using AerNas.Inference;
using AerNas.Runtime;
using AerNas.Sizes;
using AerNas.Tabular;

namespace AerNas.Cli;

/// <summary>Tells what a user can mend from what is a defect of the program.</summary>
internal static class UserMistake
{
    /// <summary>What is told before the message, a line each: what is wrong with each file, where it is several.</summary>
    public static IEnumerable<string> Parts(Exception exception) =>
        exception is DatasetFormatException { Parts.Length: > 1 } several ? several.Parts.Select(part => part.Message) : [];

    /// <summary>The message for the user; null where the exception is a defect.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        InvalidOptionsException { Problems: [var problem] } => $"{problem}",
        InvalidOptionsException options =>
            $"{options.Problems.Count} options cannot be used:{string.Concat(options.Problems.Select(p => $"\n  {p}"))}",
        GenotypeFormatException => $"the genotype is not well formed: {exception.Message}",
        UsageException or DatasetFormatException or ModelFormatException or OnnxFormatException or CheckpointFormatException
            or CheckpointMismatchException or RunStorageException or SafetensorsFormatException or TabularFormatException
            or TensorMismatchException or NonFiniteValueException or NativeLibraryException or DeviceNotAvailableException
            or MemoryShortageException or ExtensionException => exception.Message,
        IOException or UnauthorizedAccessException => exception.Message,
        _ => ExhaustedMemory.Explain(exception),
    };
}
