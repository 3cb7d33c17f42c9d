using AerNas.Tests.Tabular;

namespace AerNas.Tests.Cli;

/// <summary><c>tabular top</c>: a limit that the table knows nothing of is refused, and cells that compute the same are one hit.</summary>
public sealed class TabularTopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--max-latency-ms 1000", "has no latencies; leave out --max-latency-ms, or import NATS-Bench's folder")]
    [InlineData("--max-train-seconds 1000", "has no times of training; leave out --max-train-seconds, or import NATS-Bench's folder")]
    [InlineData("--max-latency-ms 1 --dataset cifar100", "has no latencies")]
    [InlineData("--max-latency-ms 1 --max-parameters 400000", "has no latencies")]
    [InlineData("--max-train-seconds 1 --dataset ImageNet16-120 --split valid", "has no times of training")]
    [InlineData("--max-train-seconds 1 --epochs 12 --dataset cifar10-valid --split valid", "has no times of training")]
    [InlineData("--count 0", "--count takes 1 or more")]
    public void Limit_ThatTheTableKnowsNothingOf_IsRefused(string limits, string answer) =>
        CommandRun.Of(["tabular", "top", Table(), .. limits.Split(' ')]).IsRefused(answer);

    [Theory]
    [InlineData("CIFAR10", "Test")]
    [InlineData("cifar-100", "VALID")]
    [InlineData("imagenet16-120", "test")]
    public void CellsThatComputeTheSame_AreListedOnce(string dataset, string split)
    {
        var table = Table();
        var all = CommandRun.Of("tabular", "top", table, "--count", "300", "--dataset", dataset, "--split", split,
            "--json").Result["cells"]!.AsArray();
        var indices = all.Select(cell => (int)cell!["index"]!).ToHashSet();
        Assert.Equal(300, indices.Count);
        foreach (var (cell, others) in all.Take(5).Select(cell => ((int)cell!["index"]!, (int)cell["isomorphic"]!)))
        {
            var same = CommandRun.Of("tabular", "query", table, $"{cell}", "--json").Result["isomorphic"]!.AsArray()
                .Select(other => (int)other!).ToList();
            Assert.Equal(others, same.Count - 1);
            Assert.Equal([cell], same.Where(indices.Contains));
        }
    }

    private string Table()
    {
        PublishedCsv.Import(_folder).Dispose();
        return _folder["accuracies.tabular"];
    }
}
