using AerNas.Texts;

namespace AerNas.Extensions;

/// <summary>
/// An extension cannot be used: it is not there, of another version of AerNas, brings nothing, or brings a name that is taken.
/// </summary>
public sealed class ExtensionException : Exception
{
    /// <summary>Tells of an extension that cannot be used.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="reason">Why, and what to do.</param>
    /// <param name="innerException">What its code or the runtime said.</param>
    public ExtensionException(string file, string reason, Exception? innerException = null)
        : base(PrintableText.Message($"The extension {file} cannot be used: {reason}"), innerException)
    {
        File = file;
    }

    /// <summary>The file of the extension.</summary>
    public string File { get; }
}
