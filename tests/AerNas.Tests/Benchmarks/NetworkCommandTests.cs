using System.CommandLine;
using System.Text.Json.Nodes;
using AerNas.Benchmarks.Networks;
using static TorchSharp.torch;

namespace AerNas.Tests.Benchmarks;

public sealed class NetworkCommandTests
{
    [Theory]
    [InlineData(NetworkSettings.Train, "fused")]
    [InlineData(NetworkSettings.Predict, "fused")]
    [InlineData(NetworkSettings.Predict, "torch")]
    [InlineData(NetworkSettings.Predict, "torch", NetworkSettings.Onnx)]
    public void Json_OfATinyNetwork_TellsItsTimeWorkAndEngine(string work, string engine, string runtime = NetworkSettings.Own)
    {
        using var output = new StringWriter();
        var threads = get_num_threads();
        NetworkCommand.Create()
            .Parse($"--json --work {work} --runtime {runtime} --engine {engine} --channels 2 --layers 3 --batch 2 --size 12 --steps 1 "
                + $"--warmup 1 --threads {threads}")
            .Invoke(new InvocationConfiguration { Output = output, Error = output });
        set_num_threads(threads); // the steps have set their own, for the whole process
        var result = JsonNode.Parse(output.ToString())!.AsObject();
        Assert.All((string[])["medianSeconds", "processorSeconds", "usefulGflop", "peakResidentBytes"],
            name => Assert.True(result[name]!.GetValue<double>() > 0, name));
        Assert.Equal((work, engine), (result["settings"]!["work"]!.GetValue<string>(), result["settings"]!["engine"]!.GetValue<string>()));
    }
}
