using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Text;
using AerNas.Files;

namespace AerNas.Tabular;

/// <summary>An opened file in the form of <see cref="TabularLayout"/>: its directory, and its numbers as they lie on the disk.</summary>
internal sealed class TabularFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _numbers;
    private readonly int[] _codes = new int[CellCode.Count];
    private readonly int[] _classes = new int[CellCode.Count];

    private TabularFile(MemoryMappedFile file, ImmutableArray<TabularColumn> columns, string source, long codesAt)
    {
        _file = file;
        Columns = columns;
        Source = source;
        _numbers = file.CreateViewAccessor(codesAt, (2L + columns.Length) * TabularLayout.BytesOfColumn, MemoryMappedFileAccess.Read);
        _numbers.ReadArray(0, _codes, 0, CellCode.Count);
        _numbers.ReadArray(TabularLayout.BytesOfColumn, _classes, 0, CellCode.Count);
    }

    /// <summary>The columns in the order of the file.</summary>
    public ImmutableArray<TabularColumn> Columns { get; }

    /// <summary>What the table was made from, in words.</summary>
    public string Source { get; }

    public int Code(int index) => _codes[index];

    /// <summary>The first index of the isomorphism class of a cell.</summary>
    public int ClassOf(int index) => _classes[index];

    /// <summary>A number of a column, in the file's units; <see cref="TabularColumn.Missing"/> where there is none.</summary>
    public int Value(int column, int index) => _numbers.ReadInt32(((2L + column) * TabularLayout.BytesOfColumn) + (index * sizeof(int)));

    /// <summary>Opens a file and checks all of it: some megabytes at the speed of memory.</summary>
    /// <exception cref="TabularFormatException">It is no table, of another version, cut short or damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static TabularFile Open(string path)
    {
        using var stream = RegularFile.Open(path);
        Span<byte> header = stackalloc byte[TabularLayout.HeaderLength];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.StartsWith(TabularLayout.Magic))
            throw new TabularFormatException(path, "this is no table of AerNas; make one by aernas tabular import.", 0);
        var version = BinaryPrimitives.ReadUInt32LittleEndian(header[TabularLayout.VersionAt..]);
        if (version != TabularLayout.Version)
        {
            throw new TabularFormatException(path,
                $"the table has version {version}, and {TabularLayout.Version} is read here; import it anew.", TabularLayout.VersionAt);
        }

        var columns = BinaryPrimitives.ReadUInt32LittleEndian(header[TabularLayout.ColumnCountAt..]);
        var source = BinaryPrimitives.ReadUInt32LittleEndian(header[TabularLayout.SourceLengthAt..]);
        RequireWhole(path, stream, header, columns, source);
        var file = Map(path, stream, columns, source);
        if (file.NamesEveryCellOnce()) return file;
        file.Dispose();
        throw Damaged(path, "it does not name every cell once", TabularLayout.CodesAt(columns, source));
    }

    public void Dispose()
    {
        _numbers.Dispose();
        _file.Dispose();
    }

    private static void RequireWhole(string path, FileStream stream, ReadOnlySpan<byte> header, uint columns, uint source)
    {
        if (columns > TabularLayout.MostColumns || source > TabularLayout.LongestSource)
            throw Damaged(path, $"it claims {columns} columns", TabularLayout.ColumnCountAt);
        var length = TabularLayout.FileLength(columns, source);
        if (stream.Length != length || BinaryPrimitives.ReadInt64LittleEndian(header[TabularLayout.FileLengthAt..]) != length)
            throw Damaged(path, $"it has {stream.Length} bytes in place of {length}", Math.Min(stream.Length, length));
        stream.Position = 0;
        if (TabularLayout.Checksum(stream) != BinaryPrimitives.ReadUInt64LittleEndian(header[TabularLayout.ChecksumAt..]))
            throw Damaged(path, "its checksum does not fit its content", TabularLayout.ChecksumAt);
    }

    private static TabularFile Map(string path, FileStream stream, uint columns, uint sourceLength)
    {
        var codesAt = TabularLayout.CodesAt(columns, sourceLength);
        var directory = new byte[codesAt - TabularLayout.HeaderLength];
        stream.Position = TabularLayout.HeaderLength;
        stream.ReadExactly(directory);
        TabularColumn[] read = [.. Enumerable.Range(0, (int)columns)
            .Select(i => ReadColumn(directory.AsSpan(i * TabularLayout.ColumnLength)))];
        if (Array.FindIndex(read, column => !column.IsSound) is var bad and >= 0)
            throw Damaged(path, $"column {bad} is of no known kind", TabularLayout.HeaderLength + (bad * TabularLayout.ColumnLength));
        if (read.Distinct().Count() < read.Length) throw Damaged(path, "a column stands in it twice", TabularLayout.HeaderLength);
        var source = Encoding.UTF8.GetString(directory, (int)columns * TabularLayout.ColumnLength, (int)sourceLength);
        return new TabularFile(MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read),
            [.. read], source, codesAt);
    }

    private bool NamesEveryCellOnce()
    {
        var named = new bool[CellCode.Count];
        for (var index = 0; index < named.Length; index++)
        {
            if ((uint)Code(index) >= named.Length || (uint)ClassOf(index) >= named.Length || named[Code(index)]) return false;
            named[Code(index)] = true;
        }

        return true;
    }

    private static TabularColumn ReadColumn(ReadOnlySpan<byte> bytes) => new(
        (TabularQuantity)bytes[0], (TabularDataset)bytes[1], (TabularSplit)bytes[2],
        BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]));

    private static TabularFormatException Damaged(string path, string what, long offset) =>
        new(path, $"the table is damaged: {what}. Import or copy it anew.", offset);
}
