using System.Buffers.Binary;
using AerNas.Genotypes;
using AerNas.Spaces;
using AerNas.Tests.Data;
using SkiaSharp;

namespace AerNas.Tests.Cli;

/// <summary>The commands one after the other, on 64 images of 8x8 pixels.</summary>
public sealed class EndToEndTests
{
    private static readonly string[] Tiny = ["--epochs", "2", "--channels", "2", "--cells", "1", "--batch", "16", "--threads", "1"];

    [Fact]
    public void SearchTrainTestPredict_FollowOneAnother()
    {
        using var folder = new TemporaryFolder();
        var data = WriteImages(folder);

        var search = CommandRun.Of(["search", "--data", data, "--out", folder["found"], "--json", .. Tiny]);
        Assert.Equal(0, search.ExitCode);
        Assert.Equal(["run", "space", "method", "genotype", "validationAccuracy", "entropyBits", "seconds", "unreachedOperations", "notes"],
            search.Result.Select(m => m.Key));
        Assert.Equal(SearchSpace.NasBench201, GenotypeNotation.Parse(search.Result["genotype"]!.GetValue<string>()).Space);
        Assert.Contains($"aernas train {folder["found"]}", search.Error, StringComparison.Ordinal);
        Assert.Equal(2, search.Error.Split('\n').Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)));

        var train = CommandRun.Of(["train", folder["found"], "--out", folder["trained"], "--json", .. Tiny]);
        Assert.Equal(0, train.ExitCode);
        Assert.Equal(["model", "testAccuracy", "testTopFive", "epoch", "epochs", "parameters", "multiplyAdds", "seconds",
            "unreachedOperations", "notes"], train.Result.Select(m => m.Key));

        var test = CommandRun.Of("test", folder["trained"], "--json");
        Assert.Equal(0, test.ExitCode);
        Assert.Equal(train.Result["testAccuracy"]!.GetValue<double>(), test.Result["testAccuracy"]!.GetValue<double>());

        var predict = CommandRun.Of("predict", folder["trained"], WritePicture(folder), "--json");
        Assert.Equal(0, predict.ExitCode);
        Assert.InRange(predict.Result["predictions"]![0]!["probability"]!.GetValue<double>(), 0.5, 1);

        Assert.Equal(0, CommandRun.Of("genotype", folder["found"]).ExitCode);
    }

    [Fact]
    public void InterruptedSearch_TellsHowToGoOn_AndEndsAsAnUnbrokenOne()
    {
        using var folder = new TemporaryFolder();
        string[] arguments = ["search", "--data", WriteImages(folder), .. Tiny, "--out"];
        var whole = CommandRun.Of([.. arguments, folder["whole"], "--json"]);

        var broken = CommandRun.Of(new CancellationToken(canceled: true), [.. arguments, folder["broken"]]);
        Assert.Equal(130, broken.ExitCode);
        Assert.EndsWith($"Go on with:\n  aernas search --resume {folder["broken"]}\n", broken.Output, StringComparison.Ordinal);

        var resumed = CommandRun.Of("search", "--resume", folder["broken"], "--json");
        Assert.Equal(whole.Result["genotype"]!.GetValue<string>(), resumed.Result["genotype"]!.GetValue<string>());
        Assert.Equal(whole.Result["entropyBits"]!.GetValue<double>(), resumed.Result["entropyBits"]!.GetValue<double>());
    }

    [Fact]
    public void WhatIsNoModel_IsRefused()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("test", folder.Path).IsRefused(folder.Path, "no model.json");
        CommandRun.Of("predict", folder.Path, "a.png").IsRefused(folder.Path, "no model.json");
    }

    [Fact]
    public void Train_OfNothing_IsRefused() => CommandRun.Of("train").IsRefused("--genotype");

    [Fact]
    public void Train_OnImagesThatCannotBeHalved_IsRefused() =>
        CommandRun.Of("train", "--genotype", "DARTS_V2", "--set", "data.imageSize=30").IsRefused("imageSize", "multiple of 4");

    private static string WriteImages(TemporaryFolder folder)
    {
        Write("train", 64);
        Write("t10k", 16);
        return folder["images"];

        void Write(string part, int count)
        {
            folder.Write($"images/{part}-images-idx3-ubyte", [.. Header(0x803, count, 8, 8), .. TestImages.Noise(count * 64)]);
            folder.Write($"images/{part}-labels-idx1-ubyte",
                [.. Header(0x801, count), .. Enumerable.Range(0, count).Select(i => (byte)(i % 2))]);
        }
    }

    private static byte[] Header(params int[] numbers)
    {
        var bytes = new byte[4 * numbers.Length];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), numbers[i]);
        return bytes;
    }

    private static string WritePicture(TemporaryFolder folder)
    {
        using var bitmap = new SKBitmap(12, 12);
        bitmap.Erase(SKColors.Teal);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        return folder.Write("picture.png", png.ToArray());
    }
}
