using System.IO.Compression;
using AerNas.Runs;
using AerNas.Tests.Data.Sources;
using AerNas.Tests.Reports;
using AerNas.Texts;
using SkiaSharp;

namespace AerNas.Tests.Cli;

/// <summary>
/// Names from files and from the command line: none of them acts on a terminal, whatever command shows it and wherever it is quoted.
/// </summary>
public sealed class ForeignTextTests
{
    private const string Attack = "\u001b]0;PWN\u0007\u001b[31m\u202e\u009b2J\u2028\u007f";
    private const string Shown = @"\u001B]0;PWN\u0007\u001B[31m\u202E\u009B2J\u2028\u007F";

    [Theory]
    [InlineData("esc.zip")]
    [InlineData("esc2.zip")]
    public void Archive_OfTheCases_IsShownEscaped(string file)
    {
        Assert.SkipWhen(SharedFiles.Find("cases", "reliability", "terminal-escapes", file) is null, "The case is not here.");

        foreach (string[] json in new[] { Array.Empty<string>(), ["--json"] })
        {
            var run = CommandRun.Of(["data", SharedFiles.Find("cases", "reliability", "terminal-escapes", file)!, .. json]);
            IsPlain(run);
            Assert.Contains("\\u001", run.Output + run.Error, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void ClassName_IsShownEscaped_AndInJsonAsItIs()
    {
        using var folder = new TemporaryFolder();
        WritePictures(folder["pictures.zip"], $"a{Attack}", "b\nerror: no");

        var (text, json) = (CommandRun.Of("data", folder["pictures.zip"]), CommandRun.Of("data", folder["pictures.zip"], "--json"));

        IsPlain(text);
        IsPlain(json);
        Assert.Equal(0, text.ExitCode);
        Assert.Contains($"a{Shown}", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Output.Split('\n'), line => line.StartsWith("error:", StringComparison.Ordinal));
        Assert.Contains($"a{Attack}", json.Result["classes"]!.AsArray().Select(c => c!["name"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("data", Attack)]
    [InlineData("genotype", Attack)]
    [InlineData("genotype", "Genotype(normal=[('" + Attack + "', 0)])")]
    [InlineData("verify", Attack)]
    [InlineData("derive", Attack)]
    [InlineData("report", Attack)]
    [InlineData("compare", Attack, "b")]
    [InlineData("study", Attack)]
    [InlineData("test", Attack)]
    [InlineData("predict", Attack, "picture")]
    [InlineData("reproduce", Attack)]
    [InlineData(Attack)]
    [InlineData("search", "--" + Attack)]
    [InlineData("search", "--space", Attack)]
    [InlineData("search", "--method", Attack)]
    [InlineData("search", "--entropy", Attack)]
    [InlineData("search", "--watch", Attack)]
    [InlineData("search", "--epochs", Attack)]
    [InlineData("search", "--device", Attack)]
    [InlineData("search", "--data", Attack)]
    [InlineData("search", "--set", Attack + "=1")]
    [InlineData("search", "--set", "search.epochs=" + Attack)]
    [InlineData("search", "--config", Attack)]
    [InlineData("search", "--resume", Attack)]
    [InlineData("train", "--genotype", Attack)]
    [InlineData("tabular", "stats", Attack)]
    public void Argument_ThatIsRefused_IsQuotedEscaped(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        string[] writes = arguments[0] is "search" or "train" && !arguments.Contains("--resume") ? ["--out", folder["run"]] : [];

        var run = CommandRun.Of([.. arguments, .. writes]);

        Assert.Equal(2, run.ExitCode);
        IsPlain(run);
        Assert.Contains(@"\u001B", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Argument_OfAMillionCharacters_IsAMessageThatAPersonCanRead()
    {
        var run = CommandRun.Of("genotype", $"Genotype({new string('x', 1_000_000)}");

        Assert.Equal(2, run.ExitCode);
        Assert.InRange(run.Error.Length, 1, PrintableText.LongestMessage + 100);
    }

    [Fact]
    public void TensorName_InAModel_IsQuotedEscaped()
    {
        using var folder = new TemporaryFolder();
        var bytes = SafetensorsFile.Serialize([new SafetensorsEntry(Attack, SafetensorsType.F32, [1], new byte[4])],
            new Dictionary<string, string>());
        bytes[^1] = 0;
        File.WriteAllBytes(folder["a.safetensors"], bytes[..^4]); // cut short

        var message = Assert.Throws<SafetensorsFormatException>(() => SafetensorsFile.Read(folder["a.safetensors"])).Message;

        Assert.Contains(Shown, message, StringComparison.Ordinal);
        Assert.All(message.EnumerateRunes(), rune => Assert.True(PrintableText.IsPrintable(rune)));
    }

    [Fact]
    public void Folder_OfARun_IsShownEscaped()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        using var folder = new TemporaryFolder();
        var run = SmallRuns.Search(folder[$"run{Attack}"], epochs: 2);

        foreach (var command in new[] { CommandRun.Of("report", run),
            CommandRun.Of("compare", run, run, "--out", folder[$"page{Attack}.html"], "--json") })
        {
            Assert.Equal(0, command.ExitCode);
            IsPlain(command);
        }

        Assert.All(File.ReadAllText(folder[$"page{Attack}.html"]).EnumerateRunes(),
            rune => Assert.True(rune.Value == '\n' || PrintableText.IsPrintable(rune)));
    }

    private static void IsPlain(CommandRun run)
    {
        Assert.All((run.Output + run.Error).EnumerateRunes(),
            rune => Assert.True(rune.Value == '\n' || PrintableText.IsPrintable(rune), $"U+{rune.Value:X4}"));
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    private static void WritePictures(string path, params string[] classes)
    {
        var picture = DatasetFixtures.Picture(8, 8, SKColors.Teal);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var name in classes)
        {
            for (var i = 0; i < 6; i++)
            {
                using var entry = archive.CreateEntry($"train/{name}/{i}.png").Open();
                entry.Write(picture);
            }
        }
    }
}
