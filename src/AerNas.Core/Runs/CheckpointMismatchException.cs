namespace AerNas.Runs;

/// <summary>A checkpoint is damaged, or belongs to another space, method, version or run.</summary>
public sealed class CheckpointMismatchException : Exception
{
    /// <summary>Tells which file and why.</summary>
    public CheckpointMismatchException(string file, string message)
        : base(PrintableText.Message(message))
    {
        File = file;
    }

    /// <summary>The checkpoint.</summary>
    public string File { get; }
}
