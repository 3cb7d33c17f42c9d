using AerNas.Texts;

namespace AerNas.Extensions;

/// <summary>An extension cannot be used: it is not there, of another version of AerNas, brings nothing, or brings a name that is
/// taken.</summary>
public sealed class ExtensionException(string file, string reason, Exception? innerException = null)
    : Exception(PrintableText.Message($"The extension {file} cannot be used: {reason}"), innerException)
{
    /// <summary>The file of the extension.</summary>
    public string File { get; } = file;
}
