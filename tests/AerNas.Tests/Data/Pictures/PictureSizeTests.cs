using AerNas.Data;
using AerNas.Tests.Data.Sources;
using SkiaSharp;

namespace AerNas.Tests.Data.Pictures;

public sealed class PictureSizeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("8x8", 8)]
    [InlineData("12x12", 12)]
    [InlineData("12x8 8x12 8x8 9x8", 8)] // alike once they are cropped
    [InlineData("8x8 13x13", 32)]
    [InlineData("40x20 64x64", 32)]
    [InlineData("600x600", 32)] // larger than images are kept
    [InlineData("600x800 800x600", 32)]
    [InlineData("512x512", 512)]
    public void Open_WithoutASize_KeepsTheOneInCommon(string sizes, int expected)
    {
        var dataset = DatasetSource.Open(Write(sizes));
        Assert.Equal(expected, dataset.Train.Size);
        Assert.Equal(expected == 32, dataset.Notes.Any(note => note.Contains("made 32x32", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("8x8 8x8 8x8", null)]
    [InlineData("12x8 8x8", "6 of 12 pictures are not square")]
    [InlineData("8x12", "12 of 12 pictures are not square")]
    [InlineData("8x8 8x9 9x8 9x9", "6 of 12 pictures are not square")]
    [InlineData("30x2", "12 of 12 pictures are not square")]
    public void Open_OblongPictures_TellsOnce(string sizes, string? expected)
    {
        var told = DatasetSource.Open(Write(sizes)).Notes.Where(note => note.Contains("square", StringComparison.Ordinal)).ToList();
        if (expected is null) Assert.Empty(told);
        else Assert.StartsWith(expected, Assert.Single(told));
    }

    [Theory]
    [InlineData(Framing.Crop, 8, "--framing pad")]
    [InlineData(Framing.Pad, 16, "white")]
    [InlineData(Framing.Stretch, 8, "squeezed")]
    public void Open_WithAFraming_SaysWhatItDoes(Framing framing, int size, string part)
    {
        var dataset = DatasetSource.Open(Write("16x8"), new DatasetOptions { Framing = framing });
        Assert.Equal(size, dataset.Train.Size);
        Assert.Contains(dataset.Notes, note => note.Contains(part, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("8x8 13x13", 6)]
    [InlineData("8x8", 16)]
    [InlineData("30x20 20x30", 20)]
    [InlineData("2000x10", 8)]
    [InlineData("9x9 9x9", 9)]
    public void Open_WithASize_HasItAndNoNoteOfSizes(string sizes, int size)
    {
        var dataset = DatasetSource.Open(Write(sizes), new DatasetOptions { Size = size });
        Assert.Equal(size, dataset.Train.Size);
        Assert.DoesNotContain(dataset.Notes, note => note.Contains("--size", StringComparison.Ordinal));
    }

    private string Write(string sizes)
    {
        var all = sizes.Split(' ').Select(size => Array.ConvertAll(size.Split('x'), int.Parse)).ToArray();
        for (var i = 0; i < 12; i++)
            _folder.Write($"set/{"ab"[i / 6]}/{i}.png",
                DatasetFixtures.Picture(all[i % all.Length][0], all[i % all.Length][1], new SKColor((byte)(20 * i), 9, 9)));
        return _folder["set"];
    }
}
