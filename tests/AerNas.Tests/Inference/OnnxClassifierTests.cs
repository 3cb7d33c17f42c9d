using AerNas.Export;
using AerNas.Inference;
using AerNas.Tests.Data.Pictures;
using AerNas.Tests.Training;
using SkiaSharp;

namespace AerNas.Tests.Inference;

public sealed class OnnxClassifierTests : IDisposable
{
    private const double Tolerance = 1e-5;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Families => SmallTraining.Families;

    private string File => _folder["model.onnx"];

    [Theory]
    [MemberData(nameof(Families))]
    public void ClassifyReadable_Pictures_AnswersAsTheModelFolder(string space)
    {
        using var model = Export(space);
        using var classifier = OnnxClassifier.Load(File);
        string[] files = [Photograph(40, 24), Photograph(24, 40), _folder.Write("broken.jpg", [0xFF, 0xD8, 0xFF, 0]), Photograph(32, 32)];
        foreach (var framing in new Framing?[] { null, Framing.Pad, Framing.Stretch })
        {
            var (right, answer) = (model.ClassifyReadable(files, 3, framing), classifier.ClassifyReadable(files, 3, framing));
            Assert.Equal(right.Unreadable.Select(picture => picture.Message), answer.Unreadable.Select(picture => picture.Message));
            Assert.Equal(right.Readable.Length, answer.Readable.Length);
            foreach (var (one, other) in right.Readable.Zip(answer.Readable))
            {
                Assert.Equal((one.File, one.Class), (other.File, other.Class));
                foreach (var (first, second) in one.Likeliest.Zip(other.Likeliest))
                {
                    Assert.Equal(first.Class, second.Class);
                    Assert.Equal(first.Probability, second.Probability, Tolerance);
                }
            }
        }
    }

    [Fact]
    public async Task Classify_FileStreamAndBytesOnManyThreads_AnswersAlike()
    {
        Export(SmallTraining.NasBench201).Dispose();
        using var classifier = OnnxClassifier.Load(File);
        string[] files = [.. Enumerable.Range(20, 8).Select(width => Photograph(width, 20))];
        var alone = files.Select(file => classifier.Classify(file, 10).Likeliest.ToArray()).ToArray();
        Assert.All(alone, answer => Assert.Equal(1, answer.Sum(sure => sure.Probability), Tolerance));
        Assert.True(alone.Select(answer => answer[0].Probability).Distinct().Count() > 1);
        var together = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() =>
        {
            var file = files[i % files.Length];
            if (i % 3 == 0) return classifier.Classify(file, 10).Likeliest.ToArray();
            if (i % 3 == 1) return classifier.Classify(System.IO.File.ReadAllBytes(file), 10).Likeliest.ToArray();
            using var stream = System.IO.File.OpenRead(file);
            return classifier.Classify(stream, 10).Likeliest.ToArray();
        })));
        for (var i = 0; i < together.Length; i++) Assert.Equal(alone[i % files.Length], together[i]);
    }

    /// <summary>The resizing in the file, of pictures as they are decoded, is the product's own.</summary>
    [Theory]
    [InlineData(Framing.Crop)]
    [InlineData(Framing.Pad)]
    [InlineData(Framing.Stretch)]
    public void File_ThatResizes_AnswersAsOfPreparedPictures(Framing framing)
    {
        Export(SmallTraining.Darts, framing, resizes: true).Dispose();
        using var classifier = OnnxClassifier.Load(File);
        using var session = new OnnxSession(File, threads: 1);
        foreach (var (width, height) in new[] { (40, 24), (23, 61), (7, 5), (32, 32), (64, 64), (33, 100) })
        {
            var file = _folder.Write("grey.png", Grey(width, height));
            var (image, answer) = (DecodedImage.Decode(file, System.IO.File.ReadAllBytes(file)), classifier.Classify(file, 10).Likeliest);
            var sure = session.Run(image.Planes[..(width * height)], 1, 1, height, width);
            foreach (var (name, probability) in answer)
                Assert.Equal(probability, sure[classifier.Card.ClassNames.ToList().IndexOf(name)], Tolerance);
        }
    }

    [Fact]
    public void Load_WhatIsNoExportedModel_IsRefusedInASentence()
    {
        Export(SmallTraining.NasBench201).Dispose();
        var sound = System.IO.File.ReadAllBytes(File);
        AssertRefused("cut.onnx", sound[..(sound.Length / 2)], "cut short");
        AssertRefused("empty.onnx", [], "cut short");
        AssertRefused("text.onnx", "no model"u8.ToArray(), "no ONNX file");
        var foreign = sound.ToArray();
        foreign[sound.AsSpan().IndexOf("aernas\u0012"u8)] = (byte)'x';
        AssertRefused("foreign.onnx", foreign, "AerNas did not export it");
        var other = sound.ToArray();
        other[sound.AsSpan().IndexOf("aernas-onnx/1"u8) + "aernas-onnx/".Length] = (byte)'7';
        AssertRefused("later.onnx", other, "aernas-onnx/7");
        Assert.Contains("cannot be read", Assert.Throws<OnnxFormatException>(() => OnnxClassifier.Load(_folder["none"])).Message,
            StringComparison.Ordinal);
        Assert.Contains("a folder", Assert.Throws<OnnxFormatException>(() => OnnxClassifier.Load(_folder.Path)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Weights are most of the file: a flipped bit in them leaves a model that runs.</summary>
    [Fact]
    public void Load_FileWithAFlippedBit_IsRefusedUnlessItHasNoHash()
    {
        Export(SmallTraining.NasBench201).Dispose();
        var sound = System.IO.File.ReadAllBytes(File);
        for (var part = 1; part < 20; part++)
        {
            var flipped = sound.ToArray();
            flipped[part * sound.Length / 20] ^= 4;
            Assert.Throws<OnnxFormatException>(() => OnnxClassifier.Load(_folder.Write("flipped.onnx", flipped)));
        }

        var weight = sound.ToArray();
        weight[sound.AsSpan().LastIndexOf("classifier.weight"u8) + 100] ^= 4;
        AssertRefused("weight.onnx", weight, "SHA-256");
        weight[weight.AsSpan().IndexOf("aernas.sha256"u8)] = (byte)'x'; // a file of another program
        OnnxClassifier.Load(_folder.Write("other.onnx", weight)).Dispose();
    }

    [Fact]
    public void Measure_AModel_GivesMedianAndPercentile()
    {
        Export(SmallTraining.NasBench201).Dispose();
        var latency = OnnxLatency.Measure(File, TimeSpan.Zero);
        Assert.True(latency.Median > TimeSpan.Zero);
        Assert.True(latency.Percentile95 >= latency.Median);
    }

    public void Dispose() => _folder.Dispose();

    private void AssertRefused(string name, byte[] bytes, string expected)
    {
        var refused = Assert.Throws<OnnxFormatException>(() => OnnxClassifier.Load(_folder.Write(name, bytes)));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Equal(_folder[name], refused.File);
    }

    private Model Export(string space, Framing framing = Framing.Crop, bool resizes = false) =>
        ExportedModel.Write(_folder, space, framing, new OnnxExportOptions { Resizes = resizes });

    private static byte[] Grey(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Gray8, SKAlphaType.Opaque);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var level = (byte)(7 * x + 5 * y);
                bitmap.SetPixel(x, y, new SKColor(level, level, level));
            }
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private string Photograph(int width, int height) => _folder.Write(
        $"{width}x{height}.png", Photographs.Quarters(width, height, SKEncodedImageFormat.Png));
}
