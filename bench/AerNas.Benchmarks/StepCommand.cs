using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using AerNas.Networks;
using AerNas.Spaces;

namespace AerNas.Benchmarks;

/// <summary>The command <c>step</c>: times whole search steps, one alpha update and one weight update each.</summary>
internal static class StepCommand
{
    public static Command Create()
    {
        var space = new Option<string>("--space") { DefaultValueFactory = _ => "darts" };
        space.AcceptOnlyFromAmong([.. SearchSpace.All.Select(s => s.Name)]);
        var order = new Option<string>("--order") { DefaultValueFactory = _ => "first" };
        order.AcceptOnlyFromAmong("first", "second");
        var layout = new Option<MemoryLayout>("--layout") { Description = "How feature maps lie in memory" };
        var channels = Number("--channels", 16);
        var layers = Number("--layers", 8);
        var cells = Number("--cells", 5);
        var batch = Number("--batch", 16);
        var size = Number("--size", 32);
        var threads = Number("--threads", 2);
        var steps = Number("--steps", 5);
        var json = new Option<bool>("--json") { Description = "Print one JSON object" };
        var command = new Command("step", "Times whole search steps") { space, order, layout, channels, layers, cells, batch, size, threads, steps, json };
        command.SetAction(result =>
        {
            var timing = StepBenchmark.Run(new StepSettings
            {
                Space = SearchSpace.All.Single(s => s.Name == result.GetValue(space)),
                SecondOrder = result.GetValue(order) == "second",
                Layout = result.GetValue(layout),
                Channels = result.GetValue(channels),
                Layers = result.GetValue(layers),
                Cells = result.GetValue(cells),
                Batch = result.GetValue(batch),
                Size = result.GetValue(size),
                Threads = result.GetValue(threads),
                Steps = result.GetValue(steps),
            });
            Console.WriteLine(result.GetValue(json)
                ? new JsonObject
                {
                    ["medianSeconds"] = timing.Median,
                    ["minSeconds"] = timing.Seconds.Min(),
                    ["maxSeconds"] = timing.Seconds.Max(),
                    ["imagesPerSecond"] = 2 * result.GetValue(batch) / timing.Median,
                    ["peakResidentBytes"] = timing.PeakResidentBytes,
                }.ToJsonString(JsonSerializerOptions.Default)
                : $"{timing.Median:0.000} s a step (median of {timing.Seconds.Count}; {timing.Seconds.Min():0.000}-{timing.Seconds.Max():0.000}), "
                    + $"peak {timing.PeakResidentBytes / 1e9:0.00} GB");
        });
        return command;
    }

    private static Option<int> Number(string name, int value) => new(name) { DefaultValueFactory = _ => value };
}
