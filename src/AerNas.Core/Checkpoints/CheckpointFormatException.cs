namespace AerNas.Checkpoints;

/// <summary>A file holds no weights that can be taken. The message says which file, what is wrong with it and what to do.</summary>
public sealed class CheckpointFormatException : Exception
{
    /// <summary>Tells which file and why.</summary>
    /// <param name="file">The file that is at fault.</param>
    /// <param name="problem">What is wrong, and what to do, as sentences that follow the file's name.</param>
    /// <param name="innerException">What was caught, if anything.</param>
    public CheckpointFormatException(string file, string problem, Exception? innerException = null)
        : base(PrintableText.Message($"{file}: {problem}"), innerException)
    {
        File = file;
    }

    /// <summary>The file that is at fault.</summary>
    public string File { get; }
}
