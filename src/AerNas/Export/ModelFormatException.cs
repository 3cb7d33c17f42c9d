using AerNas.Texts;

namespace AerNas.Export;

/// <summary>A model folder cannot be read. The message says which file, what is wrong with it and what to do next.</summary>
/// <param name="file">The file or folder that is at fault.</param>
/// <param name="problem">What is wrong, as a sentence that follows the file's name.</param>
/// <param name="innerException">What was caught, if anything.</param>
/// <param name="remedy">What to do; null: to copy it anew, or to train again.</param>
public sealed class ModelFormatException(string file, string problem, Exception? innerException = null, string? remedy = null)
    : Exception(PrintableText.Message($"{file}: {problem} {remedy ?? Remedy}"), innerException)
{
    private const string Remedy = "Copy the model folder anew, or train the network again.";

    /// <summary>The file or folder that is at fault.</summary>
    public string File { get; } = file;
}
