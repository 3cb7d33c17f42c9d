namespace AerNas.Runs;

/// <summary>A checkpoint is damaged, or belongs to another space, method, version or run.</summary>
public sealed class CheckpointMismatchException(string file, string message) : Exception(PrintableText.Message(message))
{
    /// <summary>The checkpoint.</summary>
    public string File { get; } = file;
}
