namespace AerNas.Tabular;

/// <summary>A table, or what it is imported from, cannot be read. The message says which file, where and what to do next.</summary>
/// <param name="file">The file that is at fault.</param>
/// <param name="problem">What is wrong and what to do next, as a sentence that follows the file's name.</param>
/// <param name="offset">Where in the file, in bytes, if known.</param>
/// <param name="innerException">What was caught, if anything.</param>
public sealed class TabularFormatException(string file, string problem, long? offset = null, Exception? innerException = null)
    : Exception(PrintableText.Message(offset is null ? $"{file}: {problem}" : $"{file}, byte {offset}: {problem}"), innerException)
{
    /// <summary>The file that is at fault.</summary>
    public string File { get; } = file;

    /// <summary>Where in the file, in bytes, if known.</summary>
    public long? Offset { get; } = offset;
}
