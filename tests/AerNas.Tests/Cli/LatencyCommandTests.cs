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
    [InlineData("Could not find file", "search", "--latency", "nowhere.json", "--term", "latency=1")]
    [InlineData("is no time", "search", "--latency-target", "soon")]
    public void Mistakes_AreToldInASentence(string message, params string[] arguments)
    {
        CommandRun.Of(arguments).RefusesInWords(message);
    }
}
