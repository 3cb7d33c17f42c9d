using System.CommandLine;
using AerNas.Benchmarks.Steps;
using AerNas.Zoo;

namespace AerNas.Benchmarks.Networks;

/// <summary>The command <c>network</c>: times a derived network.</summary>
internal static class NetworkCommand
{
    private const string Details = """
        --work train is one step of a training by the published CIFAR recipe: forward pass with drop path and second classifier, backward
        pass, clipping, optimizer; --work predict is the probabilities of a batch. Images are random; loading them is not part of it.
        --runtime onnx has ONNX Runtime predict from the exported file, which takes raw pictures.
        --engine, --layout and what --json prints are those of the command step; useful work of a prediction is one forward pass.
        """;

    public static Command Create()
    {
        var defaults = new NetworkSettings();
        var work = StepOptions.Choice("--work", defaults.Work, "What is timed", [NetworkSettings.Train, NetworkSettings.Predict]);
        var runtime = StepOptions.Choice("--runtime", defaults.Runtime, "What predicts", [NetworkSettings.Own, NetworkSettings.Onnx]);
        var genotype = StepOptions.Choice("--genotype", defaults.Genotype, "The architecture", GenotypeZoo.Names);
        var options = new StepOptions();
        var json = new Option<bool>("--json") { Description = "Print one JSON object" };
        var channels = StepOptions.Number("--channels", defaults.Channels, "Channels of the first cells");
        var layers = StepOptions.Number("--layers", defaults.Layers, "Cells in all");
        var batch = StepOptions.Number("--batch", defaults.Batch, "Images of a batch");
        var command = new Command("network", $"Times a derived network.\n\n{Details}")
        {
            work, runtime, genotype, json, channels, layers, batch,
        };
        options.AddCommonTo(command);
        command.SetAction(parse =>
        {
            var common = options.ReadCommon(parse);
            var result = NetworkBenchmark.Run(new NetworkSettings
            {
                Work = parse.GetRequiredValue(work),
                Runtime = parse.GetRequiredValue(runtime),
                Genotype = parse.GetRequiredValue(genotype),
                Engine = common.Engine,
                Layout = common.Layout,
                Channels = parse.GetValue(channels),
                Layers = parse.GetValue(layers),
                Batch = parse.GetValue(batch),
                Size = common.Size,
                Threads = common.Threads,
                Steps = common.Steps,
                WarmUp = common.WarmUp,
            });
            parse.InvocationConfiguration.Output.WriteLine(parse.GetValue(json) ? result.ToJson() : StepCommand.Describe(result));
        });
        return command;
    }
}
