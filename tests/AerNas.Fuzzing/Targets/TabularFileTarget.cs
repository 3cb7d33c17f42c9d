using System.Buffers.Binary;
using System.Collections.Immutable;
using AerNas.Tabular;

namespace AerNas.Fuzzing.Targets;

/// <summary>The file of a table. What is redone are its length and its checksum.</summary>
internal sealed class TabularFileTarget : IFuzzTarget, IDisposable
{
    private readonly ScratchFolder _folder = new();

    public TabularFileTarget()
    {
        Seeds = [new("table.tabular", Table())];
    }

    public string Name => "tabular";

    public int ShortInputs => 500;

    public ImmutableArray<FuzzInput> Seeds { get; }

    public ImmutableArray<byte[]> Words { get; } =
        ["AERNTABL"u8.ToArray(), [1, 1, 1, 0], [1, 2, 3, 0, 200, 0, 0, 0], [0, 4, 0, 0], [255, 255, 255, 127], [0, 0, 0, 128]];

    public ImmutableArray<Type> Refusals { get; } = [typeof(TabularFormatException)];

    public byte[] Mend(FuzzInput input)
    {
        var bytes = input.Bytes.ToArray();
        if (bytes.Length < TabularLayout.HeaderLength) return bytes;
        var columns = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(TabularLayout.ColumnCountAt));
        var source = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(TabularLayout.SourceLengthAt));
        if (columns <= 8 && source <= TabularLayout.LongestSource) Array.Resize(ref bytes, (int)TabularLayout.FileLength(columns, source));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(TabularLayout.FileLengthAt), bytes.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(TabularLayout.ChecksumAt), TabularLayout.Checksum(new MemoryStream(bytes)));
        return bytes;
    }

    public void Read(FuzzInput input)
    {
        using var table = TabularBenchmark.Open(_folder.Write(input.Name, input.Bytes));
        foreach (var series in table.Series)
        {
            table.Seeds(series);
            foreach (var index in (ReadOnlySpan<int>)[0, 7000, TabularBenchmark.CellCount - 1])
                table.Accuracy(new CellIndex(index), series);
        }

        table.IndexOf(table.GenotypeOf(new CellIndex(5)));
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Table()
    {
        var table = new TabularBuilder("seed");
        var accuracy = TabularColumn.Accuracy(new TabularSeries(TabularDataset.Cifar10, TabularSplit.Test, 200), 777);
        var flops = TabularColumn.OfNetwork(TabularQuantity.Flops, TabularDataset.Cifar10);
        for (var index = 0; index < CellCode.Count; index++)
        {
            table.Place(new CellIndex(index), CellCode.ToGenotype(index));
            table.Set(new CellIndex(index), [KeyValuePair.Create(accuracy, index / 200.0), KeyValuePair.Create(flops, 100.0 + index)]);
        }

        return TabularWriter.Write(table);
    }
}
