using AerNas.Texts;

namespace AerNas.Runtime;

/// <summary>A native library cannot be loaded. The message names the file, the reason and the remedy.</summary>
public sealed class NativeLibraryException(string file, string reason, string remedy, Exception? inner = null)
    : Exception(PrintableText.Message($"Cannot load the native library {file}: {reason.TrimEnd('.')}. {remedy}"), inner)
{
    /// <summary>The library.</summary>
    public string File { get; } = file;

    /// <summary>What to do next.</summary>
    public string Remedy { get; } = remedy;
}
