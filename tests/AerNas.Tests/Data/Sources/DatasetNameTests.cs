using AerNas.Data;

namespace AerNas.Tests.Data.Sources;

/// <summary>A dataset is called what its folder is called, or its archive without the ending, of whatever kind it is.</summary>
public sealed class DatasetNameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("photos", "photos")]
    [InlineData("photos.v2", "photos.v2")]
    [InlineData("set.zip", "set.zip")] // a folder of that name
    [InlineData("My Photos", "My Photos")]
    public void Open_Folder_HasItsName(string folder, string name)
    {
        foreach (var (file, bytes) in DatasetFixtures.Pictures(withTest: true)) _folder.Write($"p/{folder}/{file}", bytes);
        foreach (var (file, bytes) in DatasetFixtures.Idx(gzip: false)) _folder.Write($"i/{folder}/{file}", bytes);
        foreach (var kind in new[] { "p", "i" })
            foreach (var end in new[] { "", "/" })
                Assert.Equal(name, DatasetSource.Open(_folder[$"{kind}/{folder}{end}"]).Name);
    }

    [Theory]
    [InlineData("photos.zip", "photos")]
    [InlineData("photos.v2.ZIP", "photos.v2")]
    [InlineData("photos.tar.gz", "photos")]
    [InlineData("photos.v2.tgz", "photos.v2")]
    [InlineData("photos", "photos")]
    [InlineData(".zip", "images")]
    public void Open_Archive_HasItsNameWithoutTheEnding(string archive, string name)
    {
        foreach (var (kind, files) in new[] { ("p", DatasetFixtures.Pictures(withTest: true)), ("i", DatasetFixtures.Idx(gzip: false)) })
        {
            var bytes = archive.Contains('g', StringComparison.Ordinal) ? DatasetFixtures.TarGz(files) : DatasetFixtures.Zip(files);
            Assert.Equal(name, DatasetSource.Open(_folder.Write($"{kind}/{archive}", bytes)).Name);
        }
    }
}
