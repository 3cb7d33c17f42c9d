using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using AerNas.Genotypes;

namespace AerNas.Tabular;

/// <summary>Puts a table into the form of <see cref="TabularLayout"/>.</summary>
internal static class TabularWriter
{
    /// <summary>The bytes of the file; the same table makes the same bytes.</summary>
    public static byte[] Write(TabularBuilder table)
    {
        var columns = table.Columns;
        var source = Encoding.UTF8.GetBytes(table.Source);
        var (columnCount, sourceLength) = ((uint)columns.Count, (uint)source.Length);
        var file = new byte[TabularLayout.FileLength(columnCount, sourceLength)];
        TabularLayout.Magic.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(TabularLayout.VersionAt), TabularLayout.Version);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(TabularLayout.ColumnCountAt), columnCount);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(TabularLayout.SourceLengthAt), sourceLength);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(TabularLayout.FileLengthAt), file.Length);
        var directory = file.AsSpan(TabularLayout.HeaderLength);
        foreach (var (column, _) in columns)
        {
            WriteColumn(directory, column);
            directory = directory[TabularLayout.ColumnLength..];
        }

        source.CopyTo(directory);
        var numbers = MemoryMarshal.Cast<byte, int>(file.AsSpan((int)TabularLayout.CodesAt(columnCount, sourceLength)));
        table.Codes.CopyTo(numbers);
        Classes(table.Codes).CopyTo(numbers[CellCode.Count..]);
        for (var i = 0; i < columns.Count; i++) columns[i].Value.CopyTo(numbers[((2 + i) * CellCode.Count)..]);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(TabularLayout.ChecksumAt), TabularLayout.Checksum(new MemoryStream(file)));
        return file;
    }

    private static void WriteColumn(Span<byte> target, TabularColumn column)
    {
        (target[0], target[1], target[2]) = ((byte)column.Quantity, (byte)column.Dataset, (byte)column.Split);
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], column.Epochs);
        BinaryPrimitives.WriteInt32LittleEndian(target[8..], column.Seed);
    }

    private static int[] Classes(ReadOnlySpan<int> codes)
    {
        var first = new Dictionary<string, int>();
        var classes = new int[codes.Length];
        for (var index = 0; index < codes.Length; index++)
        {
            var key = NasBench201Structure.IsomorphismKey(CellCode.ToGenotype(codes[index]));
            if (!first.TryGetValue(key, out classes[index])) first.Add(key, classes[index] = index);
        }

        return classes;
    }
}
