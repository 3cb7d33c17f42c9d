namespace AerNas.Inference;

/// <summary>An ONNX file cannot be used. The message says which, what is wrong with it and what to do next.</summary>
/// <param name="file">The file.</param>
/// <param name="problem">What is wrong and what to do next, as a sentence that follows the file's name.</param>
/// <param name="innerException">What was caught, if anything.</param>
public sealed class OnnxFormatException(string file, string problem, Exception? innerException = null)
    : Exception($"{file}: {problem}", innerException)
{
    /// <summary>The file.</summary>
    public string File { get; } = file;
}
