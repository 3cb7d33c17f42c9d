using System.CommandLine;

namespace AerNas.Benchmarks.Steps;

/// <summary>The command <c>step</c>: times whole search steps, one alpha update and one weight update each.</summary>
internal static class StepCommand
{
    private const string Details = """
        One step is one update of alpha on a validation batch and one update of w on a training batch, both of --batch images, optimizers,
        clipping and regularizer included. Images are random; loading them is not part of it.

        --layout default is libtorch's own layout, all pixels of a channel side by side: with --engine torch the network runs one operation
        after the other as the official code does, which makes it the yardstick of every comparison. As there, each operation has a ReLU of
        its own, and each update of a first-order step computes the gradients of both levels. automatic is the Torch engine at its best:
        channels last on a CPU, one ReLU for all that read a node, no gradient that is not used.

        What --json prints:
          medianSeconds, minSeconds, maxSeconds   wall time of a step
          processorSeconds    processor time of a step, of all threads together, median
          imagesPerSecond     --batch over medianSeconds: training images a second of the whole step; validation images are not added
          usefulGflop         multiply-adds of convolutions and linear layers in a step, times two, in 10^9: forward once, gradients of
                              inputs once (none of the images), gradients of weights where an update needs them; nothing else counts
          gflops              usefulGflop over medianSeconds
          peakGflops          multiply-adds in registers on as many threads, measured before and after the steps: the median round
          efficiency          gflops over peakGflops
          peakResidentBytes   the most memory the process held until the last step
          settings            the options; engine is the one that ran
        """;

    public static Command Create()
    {
        var options = new StepOptions();
        var json = new Option<bool>("--json") { Description = "Print one JSON object" };
        var command = new Command("step", $"Times whole search steps.\n\n{Details}") { json };
        options.AddTo(command);
        command.SetAction(parse =>
        {
            var result = StepBenchmark.Run(options.Read(parse));
            parse.InvocationConfiguration.Output.WriteLine(parse.GetValue(json) ? result.ToJson() : Describe(result));
        });
        return command;
    }

    /// <summary>A result in words.</summary>
    public static string Describe(StepResult result) => $"""
        {result.MedianSeconds:0.000} s a step (median; {result.MinSeconds:0.000} to {result.MaxSeconds:0.000}), {result.ImagesPerSecond:0.0} images a second
        {result.UsefulGflop:0.0} useful GFLOP a step: {result.Gflops:0.0} GFLOP/s, {100 * result.Efficiency:0.0} % of the peak of {result.PeakGflops:0.0}
        {result.PeakResidentBytes / 1e9:0.00} GB at most
        """;
}
