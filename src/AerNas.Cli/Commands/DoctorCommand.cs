using AerNas.Runtime;

namespace AerNas.Cli;

/// <summary><c>aernas doctor</c>: whether this machine can run a search.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommandHost host)
    {
        var json = SharedOptions.Json();
        var command = new DocumentedCommand(
            "doctor",
            "Check that this machine can run a search.",
            """
            Looks at versions, processor, native libraries, memory and disk, whether runs can be
            written here, and trains a small network for a second.
            Ends with exit code 2 where something stands in the way of a search.

            Example:
              aernas doctor
            """)
        { json };
        command.SetAction(parse => Show(Doctor.Examine(host.Time, host.Cancellation), new CommandOutput(host, parse.GetValue(json))));
        return command;
    }

    private static int Show(DoctorReport report, CommandOutput output)
    {
        foreach (var item in report.Items) output.Row(item.Name, item.Value);
        output.Line();
        foreach (var problem in report.Problems) output.Line($"problem: {problem}");
        if (report.Healthy) output.Line("All is well.");
        output.Result(new JsonObject
        {
            ["healthy"] = report.Healthy,
            ["stepsPerSecond"] = report.StepsPerSecond,
            ["problems"] = new JsonArray([.. report.Problems.Select(p => JsonValue.Create(p))]),
            ["items"] = new JsonObject(report.Items.Select(i => KeyValuePair.Create<string, JsonNode?>(i.Name, i.Value))),
        });
        return report.Healthy ? ExitCode.Done : ExitCode.Mistake;
    }
}
