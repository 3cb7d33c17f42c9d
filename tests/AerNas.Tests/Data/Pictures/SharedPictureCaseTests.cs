using AerNas.Data;

namespace AerNas.Tests.Data.Pictures;

/// <summary>The folders of <c>shared/cases/use</c>; tests skip where that is not here.</summary>
public sealed class SharedPictureCaseTests
{
    // Images to learn from and to test with, and what a note says, if one is due.
    [Theory]
    [InlineData("photos-no-train", 4, 0, "sizes from 200x200 to 400x300")]
    [InlineData("photos-nonsquare", 4, 0, "3 of 4 pictures are not square")]
    [InlineData("formats/plain", 10, 2, null)]
    [InlineData("formats/different-size", 11, 2, "sizes from 32x32 to 48x48")]
    [InlineData("formats/nonsquare", 11, 2, "1 of 13 pictures is not square")]
    [InlineData("formats/gif", 10, 2, "1 .gif")]
    [InlineData("formats/tiff", 10, 2, "1 .tif")]
    [InlineData("formats/nested", 11, 2, null)]
    [InlineData("formats/hidden-class", 10, 2, null)]
    [InlineData("formats/ds-store", 10, 2, null)]
    [InlineData("formats/umlaut", 11, 2, null)]
    [InlineData("formats/split-test", 12, 12, null)]
    [InlineData("formats/split-val", 12, 12, null)]
    [InlineData("formats/split-valid", 12, 12, null)]
    [InlineData("formats/split-validation", 12, 12, null)]
    [InlineData("formats/split-training", 10, 2, "no test folder")]
    [InlineData("formats/split-Train-upper", 10, 2, "no test folder")]
    [InlineData("formats/imbalanced", 252, 51, null)]
    [InlineData("formats/one-per-class", 3, 0, "airplane (1), automobile (1), bird (1)")]
    [InlineData("formats/test-fewer-classes", 12, 6, "b (6 and 0 to test with)")]
    [InlineData("formats/empty-class", 10, 2, null)]
    [InlineData("formats/alpha-png", 11, 2, null)]
    [InlineData("formats/greyalpha-png", 11, 2, null)]
    [InlineData("formats/grey-png", 11, 2, null)]
    [InlineData("formats/grey-jpg", 11, 2, null)]
    [InlineData("formats/palette-png", 11, 2, null)]
    [InlineData("formats/png16", 11, 2, null)]
    [InlineData("formats/cmyk-jpg", 11, 2, null)]
    [InlineData("formats/progressive-jpg", 11, 2, null)]
    [InlineData("formats/exif-rotated", 11, 2, null)]
    [InlineData("formats/bmp", 11, 2, null)]
    [InlineData("formats/webp", 11, 2, null)]
    [InlineData("formats/jpeg-suffix", 11, 2, null)]
    [InlineData("formats/upper-suffix", 11, 2, null)]
    [InlineData("formats/png-named-jpg", 11, 2, null)]
    [InlineData("formats/webp-named-jpg", 11, 2, null)]
    [InlineData("formats/unreadable", 11, 2, null)] // whose rights were lost on the way here
    [InlineData("orient/allgrey", 10, 2, null)]
    public void Open_Folder_IsRead(string name, int train, int test, string? part)
    {
        var dataset = DatasetSource.Open(Case(name));
        Assert.Equal((train, test), (dataset.Train.Count, dataset.Test?.Count ?? 0));
        if (part is not null) Assert.Contains(dataset.Notes, note => note.Contains(part, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("formats/truncated-jpg", "odd.jpg")]
    [InlineData("formats/truncated-png", "odd.png")]
    [InlineData("formats/empty-jpg", "odd.jpg")]
    [InlineData("formats/text-jpg", "odd.jpg")]
    [InlineData("formats/test-more-classes", "zzz")]
    [InlineData("formats/one-class", "only one class")]
    public void Open_Folder_IsRefusedByName(string name, string part) =>
        Assert.Contains(part, Assert.Throws<DatasetFormatException>(() => DatasetSource.Open(Case(name))).Message);

    [Theory]
    [InlineData("formats/size4", 3, 4)]
    [InlineData("formats/size8", 3, 8)]
    [InlineData("formats/size30", 3, 30)]
    [InlineData("formats/size64", 3, 64)]
    [InlineData("formats/size224", 3, 224)]
    [InlineData("formats/grey-png", 3, 32)] // one grey picture among colours
    [InlineData("formats/cmyk-jpg", 3, 32)]
    [InlineData("orient/allgrey", 1, 32)]
    public void Open_Folder_HasItsShape(string name, int channels, int size)
    {
        var dataset = DatasetSource.Open(Case(name));
        Assert.Equal(new ImageShape(channels, size), dataset.Train.Shape);
        Assert.Equal(size % 4 == 0, DatasetOptions.ProblemOf(size) is null);
    }

    [Fact]
    public void Open_ImbalancedFolder_KeepsAShipToTestAndTwoToLearnFrom()
    {
        var dataset = DatasetSource.Open(Case("formats/imbalanced"));
        Assert.Equal([250, 2], dataset.Train.CountByClass());
        Assert.Equal([50, 1], dataset.Test!.CountByClass());
    }

    [Theory]
    [InlineData("alpha", "alpha-white")]
    [InlineData("p16", "p8")]
    public void Open_FoldersThatShowTheSame_AreTheSame(string one, string other) =>
        Assert.Equal(DatasetSource.Open(Case($"orient/{one}")).ContentHash, DatasetSource.Open(Case($"orient/{other}")).ContentHash);

    [Theory]
    [InlineData("jpg-exif6", "jpg-noexif")]
    [InlineData("alpha", "alpha-black")]
    [InlineData("alpha", "alpha-dropped")]
    [InlineData("alpha", "alpha-grey")]
    public void Open_FoldersThatShowOtherThings_AreTold(string one, string other) =>
        Assert.NotEqual(DatasetSource.Open(Case($"orient/{one}")).ContentHash, DatasetSource.Open(Case($"orient/{other}")).ContentHash);

    private static string Case(string name)
    {
        var found = SharedFiles.Find(["cases", "use", .. name.Split('/')]);
        Assert.SkipWhen(found is null, $"shared/cases/use/{name} is not here");
        return found!;
    }
}
