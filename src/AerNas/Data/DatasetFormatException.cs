using AerNas.Texts;

namespace AerNas.Data;

/// <summary>A dataset cannot be read. The message says which file, what is wrong with it and what to do next.</summary>
public sealed class DatasetFormatException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="file">The file or folder that is at fault.</param>
    /// <param name="problem">What is wrong and what to do next, as a sentence that follows the file's name.</param>
    /// <param name="offset">Where in the file, in bytes, if known.</param>
    /// <param name="innerException">What was caught, if anything.</param>
    public DatasetFormatException(string file, string problem, long? offset = null, Exception? innerException = null)
        : base(PrintableText.Message(offset is null ? $"{file}: {problem}" : $"{file}, byte {offset}: {problem}"), innerException)
    {
        File = file;
        Offset = offset;
    }

    /// <summary>The file or folder that is at fault.</summary>
    public string File { get; }

    /// <summary>Where in the file, in bytes, if known.</summary>
    public long? Offset { get; }
}
