using System.CommandLine;
using System.Text.Json.Nodes;
using AerNas.Cli.Display;
using AerNas.Data;
using AerNas.Export;
using AerNas.Runtime;

namespace AerNas.Cli;

/// <summary><c>aernas test</c>: how good a model is.</summary>
internal static class TestCommand
{
    public static Command Create(CommandHost host)
    {
        var model = SharedOptions.Model();
        var data = new Option<string?>("--data") { Description = "A folder or archive with test images; by default those of the model's training.", HelpName = "PATH" };
        var device = SharedOptions.Device();
        var json = SharedOptions.Json();
        var command = new DocumentedCommand(
            "test",
            "Measure a trained model on test images.",
            """
            Examples:
              aernas test runs/train-001
              aernas test runs/train-001/model --data ~/pictures
            """)
        { model, data, device, json };
        command.SetAction(parse =>
        {
            var (folder, where) = (ModelArgument.Folder(parse.GetRequiredValue(model)), ComputeDevice.Open(parse.GetRequiredValue(device)));
            using var opened = ModelFolder.Load(folder, where);
            return Execute(host, new CommandOutput(host, parse.GetValue(json)), opened, folder, parse.GetValue(data));
        });
        return command;
    }

    private static int Execute(CommandHost host, CommandOutput output, Model model, string folder, string? data)
    {
        var start = host.Time.GetTimestamp();
        var dataset = DatasetSource.Open(data ?? ModelArgument.Data(folder), new DatasetOptions { Size = model.ImageShape.Size, Framing = model.Card.Framing });
        var accuracy = model.TestAccuracy(dataset, host.Cancellation);
        var elapsed = host.Time.GetElapsedTime(start);
        output.Line($"{folder} on {dataset.Test!.Count:N0} test images of {dataset.Name}");
        output.Row("test accuracy", $"{100 * accuracy:0.00} %");
        output.Row("time", Text.Clock(elapsed));
        output.Result(new JsonObject { ["model"] = folder, ["testAccuracy"] = accuracy, ["seconds"] = elapsed.TotalSeconds });
        return ExitCode.Done;
    }
}
