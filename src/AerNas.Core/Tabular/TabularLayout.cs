using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AerNas.Tabular;

/// <summary>
/// The file, version 1, little-endian:
/// <list type="table">
/// <item><term>0</term><description>magic, 8 bytes: <c>AERNTABL</c></description></item>
/// <item><term>8</term><description>version, uint32</description></item>
/// <item><term>12</term><description>C, how many columns, uint32</description></item>
/// <item><term>16</term><description>S, how long the source's name is in bytes, uint32; then 4 bytes of 0</description></item>
/// <item><term>24</term><description>length of the file, uint64</description></item>
/// <item><term>32</term><description>CRC-32C of all other bytes, uint64</description></item>
/// <item><term>40</term><description>C columns of 12 bytes: quantity, dataset, split, 0, epochs (int32), seed (int32)</description></item>
/// <item><term>then</term><description>the source's name, UTF-8, and 0 to 3 bytes of 0</description></item>
/// <item><term>then</term><description>the <see cref="CellCode"/> of each of 15,625 cells in published order, int32</description></item>
/// <item><term>then</term><description>of each cell the first index of its isomorphism class, int32</description></item>
/// <item><term>then</term><description>each column: an int32 a cell, in the units of <see cref="TabularQuantity"/></description></item>
/// </list>
/// </summary>
internal static class TabularLayout
{
    public const uint Version = 1;
    public const int VersionAt = 8, ColumnCountAt = 12, SourceLengthAt = 16, FileLengthAt = 24, ChecksumAt = 32, HeaderLength = 40;
    public const int ColumnLength = 12;
    public const int BytesOfColumn = CellCode.Count * sizeof(int);

    // Long enough that calls of the system do not count, short enough to stay in the cache.
    private const int BytesAtATime = 1 << 18;

    // What a sound file stays within; a header that claims more is damaged.
    public const uint MostColumns = 1024, LongestSource = 4096;

    public static ReadOnlySpan<byte> Magic => "AERNTABL"u8;

    public static long CodesAt(uint columns, uint sourceLength) => (HeaderLength + (columns * ColumnLength) + sourceLength + 3L) / 4 * 4;

    public static long FileLength(uint columns, uint sourceLength) => CodesAt(columns, sourceLength) + ((2L + columns) * BytesOfColumn);

    /// <summary>The checksum of a file that is read from its start.</summary>
    public static ulong Checksum(Stream file)
    {
        var header = new byte[HeaderLength];
        file.ReadExactly(header);
        var checksum = Append(uint.MaxValue, header.AsSpan(0, ChecksumAt));
        var buffer = new byte[BytesAtATime];
        while (file.Read(buffer) is var read and > 0) checksum = Append(checksum, buffer.AsSpan(0, read));
        return ~checksum;
    }

    /// <summary>Compiled for speed at once: a process may open a table once, and at first .NET compiles loops to run slowly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words) checksum = BitOperations.Crc32C(checksum, word);
        foreach (var rest in bytes[(words.Length * sizeof(ulong))..]) checksum = BitOperations.Crc32C(checksum, rest);
        return checksum;
    }
}
