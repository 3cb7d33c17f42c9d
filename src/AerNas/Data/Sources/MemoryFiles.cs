namespace AerNas.Data.Sources;

/// <summary>Files that are in memory already; of some there may be the name only.</summary>
internal sealed class MemoryFiles(string origin, IReadOnlyDictionary<string, byte[]?> contents) : DatasetFiles(origin, contents.Keys)
{
    public override long PackedLength { get; } = contents.Values.Sum(content => content?.LongLength ?? 0);

    public override long LengthOf(string name) => contents.GetValueOrDefault(name)?.LongLength ?? 0;

    public override DatasetFiles Lasting(IEnumerable<string> names) => this;

    protected override byte[] ReadCore(string name) => contents.GetValueOrDefault(name)
        ?? throw new InvalidDataException("it is a folder, or a file of a name that no dataset has");
}
