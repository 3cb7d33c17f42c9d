using AerNas.Data;

namespace AerNas.Tests.Data;

/// <summary>Images made up for tests.</summary>
internal static class TestImages
{
    /// <summary>Images of noise; the labels go round the classes.</summary>
    public static ImageSet Random(int count, ImageShape shape, int classes) =>
        new(shape, Noise(count * shape.Length), [.. Enumerable.Range(0, count).Select(i => i % classes)], classes);

    /// <summary>Bytes that look random and are always the same.</summary>
    public static byte[] Noise(int count, uint state = 12345)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
            bytes[i] = (byte)((state = state * 1664525 + 1013904223) >> 24);
        return bytes;
    }
}
