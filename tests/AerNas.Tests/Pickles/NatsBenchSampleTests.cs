using AerNas.Pickles;
using ICSharpCode.SharpZipLib.BZip2;

namespace AerNas.Tests.Pickles;

public sealed class NatsBenchSampleTests
{
    [Fact]
    public void Read_PublishedFilesOfNatsBench_AreData()
    {
        if (SharedFiles.Find("data", "nats-tss-sample") is not { } folder)
        {
            Assert.Skip("shared/data/nats-tss-sample is not here");
            return;
        }
        foreach (var file in Directory.EnumerateFiles(folder, "*.pbz2"))
        {
            using var stream = new BZip2InputStream(File.OpenRead(file));
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            var value = Assert.IsType<PickleDictionary>(PickleReader.Read(bytes.ToArray()));
            Assert.True(value.Count > 0);
        }
    }
}
