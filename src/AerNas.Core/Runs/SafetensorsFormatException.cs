namespace AerNas.Runs;

/// <summary>Bytes that are no sound safetensors file.</summary>
public sealed class SafetensorsFormatException : Exception
{
    /// <summary>Tells what is wrong and where.</summary>
    /// <param name="source">The file, or what the bytes are called.</param>
    /// <param name="offset">The byte at which it shows.</param>
    /// <param name="problem">What is wrong.</param>
    public SafetensorsFormatException(string source, long offset, string problem)
        : base(PrintableText.Message($"{source} is no sound safetensors file: {problem} (at byte {offset}). It is damaged or cut short; "
            + "write or copy it anew."))
    {
        File = source;
        Offset = offset;
    }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The byte at which it shows.</summary>
    public long Offset { get; }
}
