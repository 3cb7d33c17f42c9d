using System.Buffers.Binary;
using System.Text;

namespace AerNas.Tests.Runtime;

/// <summary>
/// A made-up x64 library that needs one symbol of one version: headers, one segment and the four sections that name them.
/// </summary>
internal static class SmallElfLibrary
{
    private const int SegmentHeader = 64;
    private const int Symbols = SegmentHeader + 56;
    private const int SymbolSize = 24;
    private const int Versions = Symbols + (2 * SymbolSize);
    private const int Requirement = Versions + 8;
    private const int Texts = Requirement + 32;
    private const int TextSize = 96;
    private const int Sections = Texts + TextSize;
    private const int SectionSize = 64;
    private const int Size = Sections + (5 * SectionSize);
    private const ushort VersionIndex = 5;

    public const int SymbolInfoOffset = Symbols + SymbolSize + 4;
    public const int VersionFlagsOffset = Requirement + 16 + 4;

    public static byte[] Build(string symbol, string version)
    {
        var image = new byte[Size];
        var symbolName = 1;
        var versionName = symbolName + symbol.Length + 1;
        Encoding.ASCII.GetBytes(symbol).CopyTo(image, Texts + symbolName);
        Encoding.ASCII.GetBytes(version).CopyTo(image, Texts + versionName);
        WriteFileHeader(image);

        Write32(image, Symbols + SymbolSize, (uint)symbolName);
        image[SymbolInfoOffset] = 0x12; // global function
        Write16(image, Versions + 2, VersionIndex);

        Write16(image, Requirement, 1);
        Write16(image, Requirement + 2, 1); // one version of one library
        Write32(image, Requirement + 8, 16);
        Write16(image, Requirement + 16 + 6, VersionIndex);
        Write32(image, Requirement + 16 + 8, (uint)versionName);

        WriteSection(image, 1, type: 3, Texts, TextSize);
        WriteSection(image, 2, type: 11, Symbols, 2 * SymbolSize);
        WriteSection(image, 3, type: 0x6fffffff, Versions, 4);
        WriteSection(image, 4, type: 0x6ffffffe, Requirement, 32);
        Write32(image, Sections + (4 * SectionSize) + 44, 1);
        return image;
    }

    private static void WriteFileHeader(byte[] image)
    {
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1 }.CopyTo(image, 0);
        Write16(image, 18, 62);
        Write64(image, 32, SegmentHeader);
        Write64(image, 40, Sections);
        Write16(image, 56, 1);
        Write16(image, 60, 5);
        Write32(image, SegmentHeader, 1);
        Write64(image, SegmentHeader + 32, Size);
    }

    private static void WriteSection(byte[] image, int index, uint type, ulong offset, ulong size)
    {
        var header = Sections + (index * SectionSize);
        Write32(image, header + 4, type);
        Write64(image, header + 24, offset);
        Write64(image, header + 32, size);
        Write32(image, header + 40, 1); // texts are in section 1
    }

    private static void Write16(byte[] image, int offset, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(offset), value);

    private static void Write32(byte[] image, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(offset), value);

    private static void Write64(byte[] image, int offset, ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(offset), value);
}
