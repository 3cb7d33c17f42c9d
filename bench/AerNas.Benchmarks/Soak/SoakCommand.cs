using System.CommandLine;
using System.Globalization;
using System.Text;
using AerNas.Benchmarks.Machines;
using AerNas.Benchmarks.Steps;
using AerNas.Options;

namespace AerNas.Benchmarks.Soak;

/// <summary>The command <c>soak</c>: whether memory, files and threads stay flat over many steps.</summary>
internal static class SoakCommand
{
    private const string Details = """
        The smallest search (nasbench201, darts-v1, 2 channels, 8x8 pixels, batches of 16) runs for --steps steps with all that belongs to it:
        validation, metrics and a checkpoint every 20 steps. Every --every steps the process is looked at. Managed memory is what has not been
        collected yet, so it goes up and down. One engine a process, so that none is charged for what the other holds.
        """;

    private static readonly Option<string> Engine = new("--engine")
    {
        Description = "What evaluates the supernet",
        DefaultValueFactory = _ => StepOptions.EngineName(NetworkEngine.Fused),
    };
    private static readonly Option<int> Steps = StepOptions.Number("--steps", 20_000, "Steps to take");
    private static readonly Option<int> Every = StepOptions.Number("--every", 1_000, "Steps between two looks");

    private static readonly Option<int> Threads =
        StepOptions.Number("--threads", 2, "Threads that compute; on a busy machine 1, or they wait for each other");

    public static Command Create()
    {
        Engine.AcceptOnlyFromAmong([.. new[] { NetworkEngine.Fused, NetworkEngine.Torch }.Select(StepOptions.EngineName)]);
        var command = new Command("soak",
            $"Watches memory, open files and threads over many steps of the smallest search.\n\n{Details}") { Engine,
                Steps, Every, Threads };
        command.SetAction(parse =>
        {
            var engine = Enum.Parse<NetworkEngine>(parse.GetRequiredValue(Engine), ignoreCase: true);
            parse.InvocationConfiguration.Output.Write(
                Table(engine, parse.GetValue(Threads),
                    SoakRun.Do(engine, parse.GetValue(Steps), parse.GetValue(Every), parse.GetValue(Threads))));
        });
        return command;
    }

    private static string Table(NetworkEngine engine, int computing, IReadOnlyList<SoakSample> samples)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"{Machine.Line}.\n\nengine {StepOptions.EngineName(engine)}, threads that compute {computing}.\n\n");
        text.Append("| steps | resident, MB | managed, MB | open files | threads |\n| --- | --- | --- | --- | --- |\n");
        foreach (var sample in samples)
            text.Append(CultureInfo.InvariantCulture,
                $"| {sample.Steps:N0} | {sample.ResidentBytes / 1e6:0.0} | {sample.ManagedBytes / 1e6:0.0} | {sample.Files} "
                + $"| {sample.Threads} |\n");
        return text.ToString();
    }
}
