using AerNas.Tests.Training;

namespace AerNas.Tests.Cli;

/// <summary><c>aernas fit</c>, and what the other commands make of its folder.</summary>
public sealed class FitCommandTests
{
    private static readonly string[] Tiny =
        ["--search-epochs", "1", "--epochs", "1", "--channels", "4", "--budget", "1h", "--threads", "1"];

    [Fact]
    public void Fit_FollowedByTestPredictAndReport_HandsOverAModelThatWorks()
    {
        using var folder = new TemporaryFolder();
        var data = SmallTraining.OnNoise(folder, SmallTraining.NasBench201).Data.Path!;

        var fit = CommandRun.Of(["fit", data, .. Tiny, "--out", folder["fit"], "--json"]);

        Assert.Equal(0, fit.ExitCode);
        Assert.Contains("training: 4 channels, 1 cell a stage", fit.Error, StringComparison.Ordinal);
        Assert.Equal(["genotype.json", "index.html", "labels.txt", "model.json", "model.onnx", "model.safetensors"],
            Directory.EnumerateFiles(folder["fit/model"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var test = CommandRun.Of("test", folder["fit"], "--json");
        Assert.Equal(0, test.ExitCode);
        Assert.Equal((double?)fit.Result["testAccuracy"], (double?)test.Result["testAccuracy"]);
        Assert.Equal(0, CommandRun.Of("report", folder["fit"], "--out", folder["page.html"]).ExitCode);
        Assert.Equal(File.ReadAllText(folder["fit/model/index.html"]), File.ReadAllText(folder["page.html"]));
        Assert.Contains("A network for ", File.ReadAllText(folder["page.html"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--budget", "soon", "'soon' is no time")]
    [InlineData("--max-params", "many", "'many' is no number")]
    [InlineData("--max-params", "0", "limits.parameters: must be above 0")]
    [InlineData("--max-params", "10", "nothing keeps to them: the smallest network of nasbench201 has")]
    [InlineData("--method", "random-search", "is no method with a supernet")]
    [InlineData("--budget", "1ms", "budget: 1ms is too short")]
    public void Fit_ThatCannotBe_IsRefusedInWords(string flag, string value, string told)
    {
        using var folder = new TemporaryFolder();
        var data = SmallTraining.OnNoise(folder, SmallTraining.NasBench201).Data.Path!;

        CommandRun.Of("fit", data, flag, value, "--threads", "1", "--out", folder["fit"]).IsRefused(told);

        Assert.False(Directory.Exists(folder["fit"]));
    }
}
