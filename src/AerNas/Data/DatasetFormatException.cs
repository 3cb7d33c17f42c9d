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
        : base(PrintableText.Message(offset is null ? $"{file}: {problem}" : $"{file}, byte {offset}: {problem}"), innerException) =>
        (File, Problem, Offset, Parts) = (file, problem, offset, [this]);

    /// <summary>Makes the exception of a picture that cannot be read.</summary>
    internal DatasetFormatException(PictureFormatException picture)
        : this(picture.File, picture.Problem, innerException: picture)
    {
    }

    /// <summary>Makes the exception of several files at once.</summary>
    /// <param name="parts">What is wrong with each, at least one.</param>
    /// <param name="message">What is wrong with all of them and what to do next.</param>
    public DatasetFormatException(ImmutableArray<DatasetFormatException> parts, string message)
        : base(PrintableText.Message(message))
    {
        File = parts[0].File;
        Problem = message;
        Parts = parts;
    }

    /// <summary>What is wrong with each file, where several are at fault; otherwise this exception alone.</summary>
    public ImmutableArray<DatasetFormatException> Parts { get; }

    /// <summary>The file or folder that is at fault, the first of several.</summary>
    public string File { get; }

    /// <summary>What is wrong, without the file's name.</summary>
    public string Problem { get; }

    /// <summary>Where in the file, in bytes, if known.</summary>
    public long? Offset { get; }
}
