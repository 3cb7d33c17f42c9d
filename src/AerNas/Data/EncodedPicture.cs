namespace AerNas.Data;

/// <summary>A picture as its file has it, and its class.</summary>
/// <param name="Class">The name of the class.</param>
/// <param name="Bytes">The whole of a JPEG, PNG, BMP or WebP file.</param>
public sealed record EncodedPicture(string Class, byte[] Bytes)
{
    /// <summary>The rest of a stream as a picture.</summary>
    public static EncodedPicture Read(string className, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return new EncodedPicture(className, bytes.ToArray());
    }
}
