using System.CommandLine;
using AerNas.Benchmarks.Steps;

namespace AerNas.Benchmarks.Sweeps;

/// <summary>The command <c>sweep</c>: how the cost of a step grows.</summary>
internal static class SweepCommand
{
    private const string Details = """
        The options of step give the size in the middle. Every dimension in turn is multiplied by every factor while the others stay, each
        point in a process of its own. The table goes to stdout; the folder gets sweep.csv, sweep.md, sweep.svg and sweep.png.
        """;

    public static Command Create()
    {
        var middle = new StepOptions();
        var names = SweptDimension.All.Select(dimension => dimension.Name).ToArray();
        var dimensions = new Option<string[]>("--dimensions")
        {
            Description = $"What is varied, one or more of {string.Join(", ", names)} [default: all]",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => names,
            HelpName = "NAMES",
        };
        dimensions.AcceptOnlyFromAmong(names);
        var factors = new Option<double[]>("--factors")
        {
            Description = "Multiples of the middle [default: 0.25 0.5 1 2 4]",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [0.25, 0.5, 1, 2, 4],
            HelpName = "X",
        };
        var folder = new Option<string>("--out")
        {
            Description = "The folder to write to",
            DefaultValueFactory = _ => ".",
            HelpName = "FOLDER",
        };
        var command = new Command("sweep",
            $"Measures how the cost of a step grows with its sizes.\n\n{Details}") { dimensions, factors, folder };
        middle.AddTo(command);
        command.SetAction(parse =>
        {
            var swept = SweptDimension.All.Where(dimension => parse.GetRequiredValue(dimensions).Contains(dimension.Name));
            var sweep = Sweep.Run(middle.Read(parse), swept, parse.GetRequiredValue(factors), parse.InvocationConfiguration.Error);
            var path = Directory.CreateDirectory(parse.GetRequiredValue(folder)).FullName;
            File.WriteAllText(Path.Combine(path, "sweep.csv"), SweepTables.ToCsv(sweep));
            File.WriteAllText(Path.Combine(path, "sweep.md"), SweepTables.ToMarkdown(sweep));
            SweepFigure.Save(sweep, path);
            parse.InvocationConfiguration.Output.Write(SweepTables.ToMarkdown(sweep));
        });
        return command;
    }
}
