using AerNas.Latency;

namespace AerNas.Tests.Cli;

public sealed class LatencyCommandTests
{
    [Fact]
    public void Latency_OfASmallNetwork_IsWrittenAndForetold()
    {
        using var folder = new TemporaryFolder();
        var run = CommandRun.Of("latency", "--channels", "4", "--cells", "1", "--size", "8", "--networks", "2", "--json",
            "--out", folder["latency.json"]);

        Assert.Equal(0, run.ExitCode);
        var table = LatencyTable.Read(folder["latency.json"]);
        Assert.Equal((4, 1, 8), (table.Skeleton.Channels, table.Skeleton.Cells, table.Skeleton.ImageSize));
        Assert.Equal(table.RestSeconds, run.Result["restSeconds"]!.GetValue<double>());
        Assert.Equal(2, run.Result["foretold"]!["networks"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("--networks takes at least 2", "latency", "--networks", "1")]
    [InlineData("means nothing to a NasBench201 network", "latency", "--layers", "5")]
    [InlineData("is no search space and no file", "latency", "--space", "mars")]
    [InlineData("needs a table of measured operations", "search", "--term", "latency=1")]
    [InlineData("there is no file nowhere.json", "search", "--latency", "nowhere.json", "--term", "latency=1")]
    [InlineData("is no time", "search", "--latency-target", "soon")]
    [InlineData("would take about", "latency", "--channels", "65536")]
    [InlineData("there is no folder", "latency", "--channels", "65536", "--out", "nowhere/latency.json")]
    [InlineData("is none of onnx, fused", "latency", "--runtime", "mars")]
    [InlineData("terms.cost: must be at least 0, is -1", "search", "--term", "cost=-1")]
    [InlineData("is 0ms.", "fit", "--budget", "0s")]
    [InlineData("there is no file or folder nowhere", "export", "nowhere")]
    [InlineData("there is no file or folder nowhere", "predict", "nowhere", "photo.jpg")]
    [InlineData("there is no file nowhere.pt", "import", "nowhere.pt", "--genotype", "DARTS_V2")]
    public void Mistakes_AreToldInASentence(string message, params string[] arguments)
    {
        CommandRun.Of(arguments).RefusesInWords(message);
    }
}
