using System.CommandLine;
using System.Text.Json.Nodes;
using AerNas.Benchmarks.Steps;
using static TorchSharp.torch;

namespace AerNas.Tests.Benchmarks;

public sealed class StepCommandTests
{
    [Fact]
    public void Json_OfATinyStep_HoldsEveryFigure()
    {
        var result =
            JsonNode.Parse(Run($"--json --space nasbench201 --channels 2 --cells 1 --batch 2 --size 8 --steps 1 --threads "
                + $"{get_num_threads()}"))!.AsObject();
        string[] figures =
        [
            "medianSeconds", "minSeconds", "maxSeconds", "processorSeconds", "imagesPerSecond",
            "usefulGflop", "gflops", "peakGflops", "efficiency", "peakResidentBytes",
        ];
        Assert.Equal([.. figures, "settings"], result.Select(field => field.Key));
        Assert.All(figures, name => Assert.True(result[name]!.GetValue<double>() > 0, name));
        Assert.Equal("2", result["settings"]!["batch"]!.GetValue<string>());
    }

    [Fact]
    public void Numbers_BelowOne_AreRefused() => Assert.Contains("--batch is 0", Run("--batch 0"));

    private static string Run(string arguments)
    {
        using var output = new StringWriter();
        var threads = get_num_threads();
        StepCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = output });
        set_num_threads(threads); // the step has set its own, for the whole process
        return output.ToString();
    }
}
