using AerNas.Data;

namespace AerNas.Tests.Data.Sources;

/// <summary>IDX files under the names that people have them by.</summary>
public sealed class IdxNameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{0}-{1}-idx{2}-ubyte", "t10k")]
    [InlineData("{0}-{1}.idx{2}-ubyte", "t10k")]
    [InlineData("{0}-{1}.idx{2}-ubyte.gz", "t10k")]
    [InlineData("kmnist-{0}-{1}-idx{2}-ubyte", "test")]
    [InlineData("femnist-{0}-{1}-idx{2}-ubyte.gz", "test")]
    [InlineData("raw/MNIST/{0}-{1}-idx{2}-ubyte", "test")]
    public void Open_NamesOfAnyPublisher_AreTheSameImages(string form, string test)
    {
        var expected = DatasetSource.Open(Write("plain", "{0}-{1}-idx{2}-ubyte", "t10k"));
        var dataset = DatasetSource.Open(Write("set", form, test));
        Assert.Equal(expected.ContentHash, dataset.ContentHash);
        Assert.Empty(dataset.Notes);
    }

    /// <summary>
    /// EMNIST's files hold the transposes of what other files would; read, they are the same images, and one note says so.
    /// </summary>
    [Theory]
    [InlineData("emnist-letters-{0}-{1}-idx{2}-ubyte")]
    [InlineData("emnist-mnist-{0}-{1}-idx{2}-ubyte")]
    [InlineData("emnist-byclass-{0}-{1}-idx{2}-ubyte.gz")]
    [InlineData("emnist-balanced-{0}-{1}.idx{2}-ubyte")]
    [InlineData("emnist-{0}-{1}-idx{2}-ubyte")]
    [InlineData("EMNIST-Digits-{0}-{1}-idx{2}-ubyte.gz")]
    [InlineData("EMNIST/raw/emnist-digits-{0}-{1}-idx{2}-ubyte")]
    public void Open_Emnist_IsTurnedUpright(string form)
    {
        var expected = DatasetSource.Open(Write("plain", "{0}-{1}-idx{2}-ubyte", "t10k"));
        var dataset = DatasetSource.Open(Write("set", form, "test", byColumns: true));
        Assert.Equal(expected.ContentHash, dataset.ContentHash);
        Assert.Contains("column by column", Assert.Single(dataset.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 3, "1", "3")]
    [InlineData(1, 26, "1", "26")]
    [InlineData(1, 10, "1", "10")]
    [InlineData(0, 3, "0", "2")]
    [InlineData(0, 47, "0", "46")]
    [InlineData(1, 2, "1", "2")]
    public void Open_LabelsFromAnyNumber_AreCountedFromTheFirst(int first, int classes, string firstName, string lastName)
    {
        var dataset = DatasetSource.Open(Write("set", "emnist-letters-{0}-{1}-idx{2}-ubyte", "test", first, classes));
        Assert.Equal((firstName, lastName, classes), (dataset.ClassNames[0], dataset.ClassNames[^1], dataset.ClassNames.Length));
        Assert.Equal([0, 1], dataset.Train.Labels[..2]);
        Assert.Equal("emnist-letters", dataset.Name);
    }

    [Fact]
    public void Open_TestLabelBeyondThoseLearnt_IsToldWithItsNumber()
    {
        var folder = Write("set", "{0}-{1}-idx{2}-ubyte", "t10k", first: 1);
        _folder.Write("set/t10k-labels-idx1-ubyte", DatasetFixtures.IdxFile([6], [1, 2, 3, 4, 1, 2]));
        Assert.Contains("label 4 of image 3 is out of range; the training labels are 1-3",
            Assert.Throws<DatasetFormatException>(() => DatasetSource.Open(folder)).Message);
    }

    [Fact]
    public void Open_SeveralSetsInAFolder_AreNamed()
    {
        Write("set", "emnist-letters-{0}-{1}-idx{2}-ubyte", "test");
        var folder = Write("set", "emnist-digits-{0}-{1}-idx{2}-ubyte", "test");
        Assert.Contains("2 sets lie here (emnist-digits, emnist-letters)",
            Assert.Throws<DatasetFormatException>(() => DatasetSource.Open(folder)).Message);
    }

    [Theory]
    [InlineData("{0}-{1}.idx{2}-ubyte", "t10k", "t10k-labels.idx1-ubyte")]
    [InlineData("emnist-letters-{0}-{1}-idx{2}-ubyte", "test", "emnist-letters-test-labels-idx1-ubyte")]
    [InlineData("{0}-{1}-idx{2}-ubyte.gz", "t10k", "train-images-idx3-ubyte.gz")]
    [InlineData("{0}-{1}-idx{2}-ubyte", "test", "train-labels-idx1-ubyte")]
    [InlineData("a-b-{0}-{1}.idx{2}-ubyte.gz", "test", "a-b-test-images.idx3-ubyte.gz")]
    public void Open_AFileMissing_IsNamedAsTheOthersAre(string form, string test, string missing)
    {
        var folder = Write("set", form, test);
        File.Delete(Path.Combine(folder, missing));
        var error = Assert.Throws<DatasetFormatException>(() => DatasetSource.Open(folder));
        Assert.EndsWith(missing, error.File);
        Assert.Contains("missing", error.Message);
    }

    private string Write(string folder, string form, string test, int first = 0, int classes = 3, bool byColumns = false)
    {
        var count = Math.Max(30, classes);
        Write("train", "images", 3, DatasetFixtures.IdxFile([count, 8, 8], Pixels(count, 12345)));
        Write("train", "labels", 1,
            DatasetFixtures.IdxFile([count], [.. Enumerable.Range(0, count).Select(i => (byte)(first + i % classes))]));
        Write(test, "images", 3, DatasetFixtures.IdxFile([6, 8, 8], Pixels(6, 99)));
        Write(test, "labels", 1, DatasetFixtures.IdxFile([6], [.. Enumerable.Range(0, 6).Select(i => (byte)(first + i % classes))]));
        return _folder[folder];

        byte[] Pixels(int images, uint state)
        {
            var rows = TestImages.Noise(images * 64, state);
            return byColumns ? [.. Enumerable.Range(0, rows.Length).Select(i => rows[i / 64 * 64 + 8 * (i % 8) + i % 64 / 8])] : rows;
        }

        void Write(string part, string what, int rank, byte[] bytes)
        {
            var name = string.Format(null, form, part, what, rank);
            _folder.Write($"{folder}/{name}", name.EndsWith(".gz", StringComparison.Ordinal) ? DatasetFixtures.Compress(bytes) : bytes);
        }
    }
}
