using AerNas.Runs;

namespace AerNas.Tests.Parity;

public sealed class SafetensorsParityTests
{
    /// <summary>Files that another writer made are sound to the strict reader.</summary>
    [Fact]
    public void Read_EveryGoldenFile_FindsSoundTensors()
    {
        var goldens = Environment.GetEnvironmentVariable("AERNAS_GOLDENS") is { Length: > 0 } given ? given : SharedFiles.Find("golden");
        if (goldens is null) Assert.Skip("there are no goldens here; set AERNAS_GOLDENS to their folder");
        Assert.All(Directory.EnumerateFiles(goldens, "*.safetensors", SearchOption.AllDirectories), path =>
        {
            var file = SafetensorsFile.Read(path);
            Assert.NotEmpty(file.Entries);
            Assert.All(file.Entries, entry => Assert.Equal(entry.Count * SafetensorsEntry.SizeOf(entry.Type), entry.Data.Length));
        });
    }
}
