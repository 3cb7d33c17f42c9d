using ICSharpCode.SharpZipLib;

namespace AerNas.Files;

/// <summary>What a library unpacks, read within a limit. Libraries meet damage with exceptions of many kinds; all of them leave here as
/// <see cref="InvalidDataException"/>, so that this is the one place that knows them.</summary>
internal sealed class UnpackedStream(Stream unpacking, long packed, UnpackLimit limit) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public long Left => limit.Most(packed) - _position;

    /// <summary>Whether an exception is a library's way to say that what it reads is damaged.</summary>
    public static bool IsDamage(Exception exception) => exception is SharpZipBaseException or InvalidDataException or EndOfStreamException
        or FormatException or ArithmeticException or ArgumentException or IndexOutOfRangeException or NotSupportedException
        or InvalidOperationException or NullReferenceException;

    /// <summary>Has a library open its stream, with the exceptions of damaged data turned.</summary>
    /// <exception cref="InvalidDataException">The data is damaged.</exception>
    public static T Turned<T>(Func<T> library)
    {
        try
        {
            return library();
        }
        catch (Exception e) when (IsDamage(e))
        {
            var says = e is SharpZipBaseException or InvalidDataException; // others tell of the library's own code
            throw new InvalidDataException(says ? e.Message : "what is packed makes no sense.", e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = Turned(() => unpacking.Read(buffer, offset, count));
        _position += read;
        return _position <= limit.Most(packed) ? read : throw limit.Exceeded(packed);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) unpacking.Dispose();
        base.Dispose(disposing);
    }
}
