using System.Buffers.Binary;
using System.Text;

namespace AerNas.Runtime;

/// <summary>A 64-bit little-endian ELF library in memory; every read is held inside its bounds.</summary>
internal sealed class ElfImage
{
    private const int FileHeaderSize = 64;
    private const int ProgramHeaderSize = 56;
    private const int SectionHeaderSize = 64;
    private const ushort MachineX64 = 62;
    private const ushort MachineArm64 = 183;
    private const uint LoadedSegment = 1;
    private static readonly byte[] Magic = [0x7f, (byte)'E', (byte)'L', (byte)'F'];

    private readonly byte[] _bytes;

    /// <summary>Reads an image.</summary>
    /// <param name="bytes">The bytes; kept, not copied.</param>
    /// <exception cref="BadImageFormatException">They are no such library.</exception>
    public ElfImage(byte[] bytes)
    {
        _bytes = bytes;
        if (bytes.Length < FileHeaderSize || !bytes.AsSpan(0, 4).SequenceEqual(Magic))
            throw new BadImageFormatException("It is not an ELF library.");
        if (bytes[4] != 2 || bytes[5] != 1 || UInt16At(18) is not (MachineX64 or MachineArm64))
            throw new BadImageFormatException("It is not a 64-bit little-endian ELF library for x64 or arm64.");
    }

    public int SectionCount => UInt16At(60);

    public ElfSection Section(uint index)
    {
        if (index >= SectionCount) throw new BadImageFormatException($"It has {SectionCount} sections but names section {index}.");
        var header = Slice(UInt64At(40) + (index * (ulong)SectionHeaderSize), SectionHeaderSize);
        return new ElfSection(
            BinaryPrimitives.ReadUInt32LittleEndian(header[4..]),
            BinaryPrimitives.ReadUInt64LittleEndian(header[24..]),
            BinaryPrimitives.ReadUInt64LittleEndian(header[32..]),
            BinaryPrimitives.ReadUInt32LittleEndian(header[40..]),
            BinaryPrimitives.ReadUInt32LittleEndian(header[44..]));
    }

    public ElfSection SectionOfType(uint type)
    {
        for (var index = 0u; index < SectionCount; index++)
            if (Section(index) is var section && section.Type == type) return section;

        throw new BadImageFormatException($"It has no section of type 0x{type:x}.");
    }

    public ushort UInt16At(ulong offset) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(offset, 2));

    public uint UInt32At(ulong offset) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(offset, 4));

    public ulong UInt64At(ulong offset) => BinaryPrimitives.ReadUInt64LittleEndian(Slice(offset, 8));

    /// <summary>The zero-terminated text at an offset of a string table.</summary>
    public string TextAt(ElfSection table, uint offset)
    {
        var text = Slice(table.Offset, table.Size);
        if (offset >= (uint)text.Length) throw new BadImageFormatException($"Text {offset} lies outside its table of {text.Length} bytes.");
        text = text[(int)offset..];
        var end = text.IndexOf((byte)0);
        return end >= 0 ? Encoding.ASCII.GetString(text[..end]) : throw new BadImageFormatException("A text does not end.");
    }

    /// <summary>Refuses a library file that was cut short, by its headers: the loader would end the process with a bus error.</summary>
    /// <exception cref="BadImageFormatException">The file is no such library, or ends before its last segment.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void RequireComplete(string path)
    {
        using var file = File.OpenRead(path);
        var start = new byte[Math.Min(file.Length, 4096)]; // the program headers follow the file header
        file.ReadExactly(start);
        var image = new ElfImage(start);
        for (var index = 0; index < image.UInt16At(56); index++)
        {
            var header = image.UInt64At(32) + (ulong)(index * ProgramHeaderSize);
            var end = image.UInt64At(header + 8) + image.UInt64At(header + 32);
            if (image.UInt32At(header) == LoadedSegment && end > (ulong)file.Length)
                throw new BadImageFormatException($"It is cut short: {file.Length} bytes where at least {end} are needed.");
        }
    }

    private ReadOnlySpan<byte> Slice(ulong offset, ulong length)
    {
        if (offset > (ulong)_bytes.Length || length > (ulong)_bytes.Length - offset)
            throw new BadImageFormatException($"It ends at {_bytes.Length} bytes but names {length} bytes at {offset}.");
        return _bytes.AsSpan((int)offset, (int)length);
    }
}

/// <summary>Where a section of an ELF image lies.</summary>
/// <param name="Type">What it holds.</param>
/// <param name="Offset">Its first byte in the file.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Link">The section it refers to (the string table of a symbol table).</param>
/// <param name="Info">A count, for version requirements.</param>
internal readonly record struct ElfSection(uint Type, ulong Offset, ulong Size, uint Link, uint Info);
