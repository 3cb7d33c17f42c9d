using System.CommandLine;
using System.Globalization;
using AerNas.Benchmarks.Machines;
using AerNas.Benchmarks.Steps;

namespace AerNas.Benchmarks.Pictures;

/// <summary>The command <c>pictures</c>: whether photographs are decoded as fast as a training takes them.</summary>
internal static class PicturesCommand
{
    private const string Details = """
        Photographs of 500x375 pixels are made (JPEG, noise over gradients, about 100 kB each, as ImageNet's), none is kept decoded. First
        they are decoded alone: the whole file, a random part of it, its colours changed, normalized. Then the network of imagenet's recipe
        (DARTS_V2) trains on a batch that is at hand, and last on batches that are decoded ahead of the step. Waiting is the share of the
        time of a step in which it had no batch.
        """;

    private static readonly Option<int> Size = StepOptions.Number("--size", 224, "Height and width that parts are shown at");
    private static readonly Option<int> Images = StepOptions.Number("--images", 256, "Photographs to make");
    private static readonly Option<int> Batch = StepOptions.Number("--batch", 32, "Images a step");
    private static readonly Option<int> Channels = StepOptions.Number("--channels", 48, "Channels of the first cells");
    private static readonly Option<int> Layers = StepOptions.Number("--layers", 14, "Cells");
    private static readonly Option<int> Steps = StepOptions.Number("--steps", 8, "Steps to time, at most an epoch");
    private static readonly Option<int> Threads = StepOptions.Number("--threads", 2, "Threads of the numeric kernels");

    public static Command Create()
    {
        var command = new Command("pictures",
            $"Compares how fast photographs are decoded with how fast a training takes them.\n\n{Details}")
        {
            Size, Images, Batch, Channels, Layers, Steps, Threads,
        };
        command.SetAction(parse =>
        {
            var (network, batch) = ((parse.GetValue(Channels), parse.GetValue(Layers)), parse.GetValue(Batch));
            using var benchmark =
                new PictureBenchmark(parse.GetValue(Size), parse.GetValue(Images), batch, network, parse.GetValue(Threads));
            var (one, all) = (benchmark.Decode(threads: 1), benchmark.Decode(Environment.ProcessorCount));
            var atHand = benchmark.Train(parse.GetValue(Steps), ahead: false);
            var ahead = benchmark.Train(parse.GetValue(Steps), ahead: true);
            parse.InvocationConfiguration.Output.Write(string.Create(CultureInfo.InvariantCulture, $"""
                {Machine.Line}.

                parts of {parse.GetValue(Size)}x{parse.GetValue(Size)}, batches of {batch}, {network.Item2} cells of {network.Item1}
                channels, {parse.GetValue(Threads)} threads, engine {ahead.Engine}.

                | what | images/s | waiting |
                | --- | --- | --- |
                | decoding alone, one thread | {one:0.0} | |
                | decoding alone, all processors | {all:0.0} | |
                | training, the batch at hand | {atHand.ImagesPerSecond:0.0} | |
                | training, decoded ahead of the step | {ahead.ImagesPerSecond:0.0} | {100 * ahead.Waiting:0.0} % |

                """));
        });
        return command;
    }
}
