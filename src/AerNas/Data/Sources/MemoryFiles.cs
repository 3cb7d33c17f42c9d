namespace AerNas.Data.Sources;

/// <summary>Files that are in memory already.</summary>
internal sealed class MemoryFiles(string origin, IReadOnlyDictionary<string, byte[]> contents) : DatasetFiles(origin, contents.Keys)
{
    protected override byte[] ReadCore(string name) => contents.TryGetValue(name, out var bytes) ? bytes : [];
}
