using System.Globalization;
using AerNas.Latency;
using AerNas.Spaces;
using AerNas.Timing;

namespace AerNas.Cli;

/// <summary><c>aernas latency</c>: measures how long the operations of a space take on this machine.</summary>
internal sealed class LatencyCommand(CommandHost host)
{
    private readonly Option<string> _space = new("--space")
    {
        Description = "The search space, by its name or JSON file.",
        HelpName = "NAME|FILE",
        DefaultValueFactory = _ => SearchSpace.Default.Name,
    };

    private readonly SkeletonFlags _skeleton = new();
    private readonly Option<string> _runtime = ChoiceOption.Create("--runtime", "What computes: ONNX Runtime, or the fused engine.",
        ChoiceOption.WordsOf<LatencyRuntime>(), "onnx");
    private readonly Option<int?> _networks =
        NumberOption.Create("--networks", "Measure so many random networks as well, and tell how well the table foretells them.");
    private readonly TargetOption _out = new("The file to write.", "--out", "-o");
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandHost host)
    {
        var latency = new LatencyCommand(host);
        var command = new DocumentedCommand(
            "latency",
            "Measure how long the operations of a search space take on this machine.",
            """
            Every operation is measured at each of its places in the network of the skeleton, for one picture on one thread, and
            what networks take beside their operations. The table makes the term latency of a search, which draws alpha to
            operations that are fast here; networks that are found are expected to take what their operations take together.
            Quiet machines measure best.

            Examples:
              aernas latency --out latency.json
              aernas latency --space darts --channels 16 --layers 8 --networks 50
              aernas search --latency latency.json --term latency=0.01 --latency-target 2ms
            """)
        { latency._space };
        foreach (var option in (Option[])[.. latency._skeleton.All, latency._runtime, latency._networks, latency._out, latency._json])
            command.Add(option);
        command.SetAction(latency.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var output = new CommandOutput(host, parse.GetValue(_json));
        var skeleton = _skeleton.Of(parse, Skeleton.Of(SpaceSetting.Find(parse.GetRequiredValue(_space))));
        if (parse.GetValue(_networks) is < 2) throw new UsageException("--networks takes at least 2: a ranking needs two.");
        using var interruption = new Interruption(() => output.Line("Stopping."), host.Cancellation);
        try
        {
            var table = LatencyMeter.Measure(skeleton, Enum.Parse<LatencyRuntime>(parse.GetRequiredValue(_runtime), ignoreCase: true),
                interruption.Token);
            Show(table, output);
            if (parse.GetValue(_out) is { } file)
            {
                table.Write(file);
                output.Line($"Written to {file}.");
            }

            var result = table.ToJson();
            if (parse.GetValue(_networks) is { } count)
                result["foretold"] = Show(LatencyMeter.Foretell(table, count, interruption.Token), output);
            output.Result(result);
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    private static void Show(LatencyTable table, CommandOutput output)
    {
        output.Sentence($"One picture on one thread by {(table.Runtime == LatencyRuntime.Onnx ? "ONNX Runtime" : "the fused engine")}, "
            + $"{RunMachine.Processor}; {table.Skeleton.Form} network of {table.Skeleton.Channels} channels, "
            + $"{table.Skeleton.ImageSize} pixels.");
        foreach (var place in table.Operations.GroupBy(entry => (entry.Reads, entry.Channels, entry.Size, entry.Stride)))
        {
            var (reads, channels, size, stride) = place.Key;
            var (from, by) = (reads == channels ? "" : $"{reads} to ", stride == 1 ? "" : $", stride {stride}");
            output.Line($"{from}{channels} channels, {size}x{size} pixels{by}");
            foreach (var entry in place.Where(entry => entry.Operation != CandidateOperation.None.Name))
                output.Row(entry.Operation, Micros(entry.Seconds));
        }

        output.Row("the rest", Micros(table.RestSeconds));
    }

    private static JsonObject Show(LatencyForecast forecast, CommandOutput output)
    {
        var tau = forecast.KendallTau?.ToString("0.000", CultureInfo.InvariantCulture) ?? "–";
        var measured = forecast.Networks.Select(network => network.Measured).ToList();
        output.Sentence($"{Counted.Of(measured.Count, "random network")}, {Micros(measured.Min())} to {Micros(measured.Max())}: "
            + $"Kendall's tau of expected and measured latency {tau}, error {forecast.MedianError:P1} (median).");
        return new JsonObject
        {
            ["kendallTau"] = forecast.KendallTau,
            ["medianError"] = forecast.MedianError,
            ["networks"] = new JsonArray([.. forecast.Networks.Select(network => new JsonObject
            {
                ["genotype"] = $"{network.Architecture}",
                ["expectedSeconds"] = network.Expected,
                ["measuredSeconds"] = network.Measured,
            })]),
        };
    }

    private static string Micros(double seconds) => $"{(seconds * 1e6).ToString("0.0", CultureInfo.InvariantCulture)} µs";
}
