using System.CommandLine;
using AerNas.Benchmarks.Steps;
using AerNas.Methods;
using AerNas.Options;
using AerNas.Spaces;

namespace AerNas.Benchmarks.Methods;

/// <summary>The command <c>methods</c>: what a step of every method costs.</summary>
internal static class MethodsCommand
{
    private const string Details = """
        One step is what the method's search does with one pair of batches: an update of alpha and one of w, of --batch images each, as
        published, with the regularizer, alpha, where it learns at all, from the first epoch on; of a method with stages it is a step of the first. Images
        are the embedded ones or those of --data; loading them is part of it. What a method does between epochs is not.

        Every method and engine runs in a process of its own, one after the other; the table compares each with darts-v1 on the same engine.

        What --json prints:
          settings            the size
          methods             for each method and engine: medianSeconds, minSeconds and maxSeconds of a step, and peakResidentBytes, the most
                              memory the process held
        """;

    private static readonly MethodSettings Defaults = new();

    private static readonly Option<string> Space =
        new("--space") { Description = "The search space", DefaultValueFactory = _ => Defaults.Space.Name };
    private static readonly Option<string[]> Engines = StepOptions.Several("--engine", "What evaluates the supernets",
        [.. new[] { NetworkEngine.Fused, NetworkEngine.Torch }.Select(StepOptions.EngineName)]);
    private static readonly Option<string[]> Methods =
        StepOptions.Several("--method", "The methods", [.. MethodCatalog.All.Select(method => method.Name)]);
    private static readonly Option<int> Channels = StepOptions.Number("--channels", Defaults.Channels, "Channels of the first cells");
    private static readonly Option<int> Layers = StepOptions.Number("--layers", Defaults.Layers, "Cells in all (darts)");
    private static readonly Option<int> Cells =
        StepOptions.Number("--cells", Defaults.Cells, "Cells in each of the three stages (nasbench201)");
    private static readonly Option<int> Batch =
        StepOptions.Number("--batch", Defaults.Batch, "Images of the training batch, and as many of the validation batch");
    private static readonly Option<string?> Data =
        new("--data") { Description = "Images, as aernas search --data takes them; of their size searches take their time" };
    private static readonly Option<int> Threads = StepOptions.Number("--threads", Defaults.Threads, "Threads that compute");
    private static readonly Option<int> Steps = StepOptions.Number("--steps", Defaults.Steps, "Steps that are timed");
    private static readonly Option<int> WarmUp = StepOptions.Number("--warmup", Defaults.WarmUp, "Steps before them that are not");
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object" };

    public static Command Create()
    {
        Space.AcceptOnlyFromAmong([.. SearchSpace.All.Select(space => space.Name)]);
        var command = new Command("methods", $"Times a step of every method of the catalogue that trains a supernet.\n\n{Details}")
        {
            Space, Engines, Methods, Channels, Layers, Cells, Batch, Data, Threads, Steps, WarmUp, Json,
        };
        command.SetAction(parse =>
        {
            var settings = Read(parse);
            var methods = settings.Methods.Where(method => parse.GetRequiredValue(Methods).Contains(method.Name)).ToArray();
            NetworkEngine[] engines = [.. parse.GetRequiredValue(Engines)
                .Select(engine => Enum.Parse<NetworkEngine>(engine, ignoreCase: true))];
            MethodResult[] found = (methods, engines) is ([var method], [var engine])
                ? [MethodBenchmark.Measure(settings, method, engine)]
                : [.. MethodBenchmark.MeasureAll(settings, methods, engines, parse.InvocationConfiguration.Error)];
            var results = new MethodResults(settings.Echo, found);
            parse.InvocationConfiguration.Output.WriteLine(parse.GetValue(Json) ? results.ToJson() : MethodTable.Of(results));
        });
        return command;
    }

    private static MethodSettings Read(ParseResult parse) => new()
    {
        Space = SearchSpace.All.Single(space => space.Name == parse.GetRequiredValue(Space)),
        Channels = parse.GetValue(Channels),
        Layers = parse.GetValue(Layers),
        Cells = parse.GetValue(Cells),
        Batch = parse.GetValue(Batch),
        Data = parse.GetValue(Data),
        Threads = parse.GetValue(Threads),
        Steps = parse.GetValue(Steps),
        WarmUp = parse.GetValue(WarmUp),
    };
}
