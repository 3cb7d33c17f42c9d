using AerNas.Runs;

namespace AerNas.Tests.Parity;

public sealed class SafetensorsParityTests
{
    /// <summary>Files that another writer made are sound to the strict reader.</summary>
    [Fact]
    public void Read_EveryGoldenFile_FindsSoundTensors()
    {
        if (GoldenFolders.Roots.Count == 0) Assert.Skip(GoldenFolders.Absent);
        var files = GoldenFolders.Roots.SelectMany(root => Directory.EnumerateFiles(root, "*.safetensors", SearchOption.AllDirectories));
        Assert.All(files, path =>
        {
            var file = SafetensorsFile.Read(path);
            Assert.NotEmpty(file.Entries);
            Assert.All(file.Entries, entry => Assert.Equal(entry.Count * SafetensorsEntry.SizeOf(entry.Type), entry.Data.Length));
        });
    }
}
