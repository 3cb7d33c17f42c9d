using System.Text;
using AerNas.Data;

namespace AerNas.Tests.Data.Pictures;

/// <summary>ILSVRC2012 as it is published: folders of synsets to learn from, test pictures that lie together, a text about them.</summary>
public sealed class LabelledListTests : IDisposable
{
    private static readonly string[] Synsets = ["n01440764", "n01443537", "n02119789"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ILSVRC2012_validation_ground_truth.txt", "1 3 2 1", "map_clsloc.txt", "n02119789 1 fox|n01440764 2 tench|n01443537 3 x")]
    [InlineData("devkit/data/val_ground_truth.txt", "1 3 2 1", "devkit/data/synsets.txt", "n02119789|n01440764|n01443537")]
    [InlineData("imagenet_2012_validation_synset_labels.txt", "n02119789 n01443537 n01440764 n02119789", null, null)]
    [InlineData("val.txt", "v_2.JPEG,1 v_1.JPEG,2 v_4.JPEG,2 v_3.JPEG,0", null, null)]
    [InlineData("LOC_val_solution.csv", "ImageId,Prediction v_1,n02119789 v_2,n01443537 v_3,n01440764 v_4,n02119789", null, null)]
    public void Open_FlatTestFolder_TakesClassesFromItsText(string truth, string lines, string? list, string? synsets)
    {
        WritePictures();
        Write(truth, lines.Replace(' ', '\n'));
        if (list is not null) Write(list, synsets!.Replace('|', '\n'));
        var dataset = DatasetSource.Open(_folder["set"], new DatasetOptions { Size = 8 });
        Assert.Equal(Synsets, dataset.ClassNames);
        Assert.Equal((6, 4), (dataset.Train.Count, dataset.Test!.Count));
        Assert.Equal([1, 1, 2], dataset.Test.CountByClass());
        Assert.Empty(dataset.Notes.Where(note => note.Contains("left out", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("ILSVRC2012_validation_ground_truth.txt", "1 3 2 1", "list of synsets")]
    [InlineData("ILSVRC2012_validation_ground_truth.txt", "1 3 2", "3 lines for 4 pictures")]
    [InlineData("val.txt", "v_1.JPEG,1 v_2.JPEG,7 v_3.JPEG,0 v_4.JPEG,0", "'7' is none of the 3 classes")]
    public void Open_TextThatTellsNoClass_IsRefused(string truth, string lines, string part)
    {
        WritePictures();
        Write(truth, lines.Replace(' ', '\n'));
        var refused = Assert.Throws<DatasetFormatException>(() => DatasetSource.Open(_folder["set"], new DatasetOptions { Size = 8 }));
        Assert.Contains(part, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_PhotographsOfSynsets_AreNormalizedAsImageNet()
    {
        WritePictures();
        var dataset = DatasetSource.Open(_folder["set"], new DatasetOptions { Size = 8, Photographs = PhotographUse.Always });
        Assert.Same(ChannelNormalization.ImageNet, dataset.Normalization);
    }

    private void WritePictures()
    {
        for (var i = 0; i < 6; i++) _folder.Write($"set/train/{Synsets[i % 3]}/{i}.JPEG", Photographs.Quarters(20, 16));
        for (var i = 1; i <= 4; i++) _folder.Write($"set/val/v_{i}.JPEG", Photographs.Quarters(20, 16));
    }

    private void Write(string name, string text) => _folder.Write($"set/{name}", Encoding.UTF8.GetBytes(text + "\n"));
}
