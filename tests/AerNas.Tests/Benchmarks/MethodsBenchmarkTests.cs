using System.CommandLine;
using AerNas.Benchmarks.Methods;
using AerNas.Methods;
using AerNas.Options;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Tests.Benchmarks;

public sealed class MethodsBenchmarkTests
{
    [Fact]
    public void Json_OfOneMethodOnOneEngine_HoldsItsStep()
    {
        var threads = get_num_threads();
        var results = MethodResults.Parse(Run(
            $"--json --space nasbench201 --method pc-darts --engine fused --channels 4 --cells 1 --batch 4 --steps 2 --warmup "
            + $"1 --threads {threads}"));
        set_num_threads(threads); // the search has set its own, for the whole process

        var result = Assert.Single(results.Methods);
        Assert.Equal(("pc-darts", "fused"), (result.Method, result.Engine));
        Assert.InRange(result.MedianSeconds, result.MinSeconds, result.MaxSeconds);
        Assert.True(result is { MinSeconds: > 0, PeakResidentBytes: > 0 });
        Assert.Equal("4", results.Settings["batch"]);
    }

    [Fact]
    public void Table_OfTwoEngines_ComparesEachWithDartsV1OnTheSame()
    {
        MethodResult[] found =
        [
            Result("darts-v1", "fused", 0.1, 200), Result("darts-v1", "torch", 0.4, 1000), Result("gdas", "fused", 0.05, 100),
                Result("gdas", "torch", 0.2, 500),
        ];
        var lines = MethodTable.Of(new MethodResults(new Dictionary<string, string> { ["space"] = "darts" }, found)).Split('\n');

        Assert.Contains("| darts-v1 | 0.100 | 1.00 | 0.20 GB | 1.00 | 0.400 | 1.00 | 1.00 GB | 1.00 | 4.0 |", lines);
        Assert.Contains("| gdas | 0.050 | 0.50 | 0.10 GB | 0.50 | 0.200 | 0.50 | 0.50 GB | 0.50 | 4.0 |", lines);
    }

    [Theory]
    [InlineData("darts")]
    [InlineData("nasbench201")]
    public void Options_OfEveryMethod_AreValid(string space)
    {
        var settings = new MethodSettings { Space = SearchSpace.Find(space) };
        Assert.Contains(DartsV1.Method, settings.Methods);
        Assert.All(settings.Methods, method => Assert.Empty(settings.OptionsOf(method, NetworkEngine.Fused).Validate()));
    }

    private static MethodResult Result(string method, string engine, double seconds, long megabytes) => new()
    {
        Method = method,
        Engine = engine,
        MedianSeconds = seconds,
        MinSeconds = seconds,
        MaxSeconds = seconds,
        PeakResidentBytes = megabytes * 1_000_000,
    };

    private static string Run(string arguments)
    {
        using var output = new StringWriter();
        MethodsCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = output });
        return output.ToString();
    }
}
