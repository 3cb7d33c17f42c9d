using AerNas.Reports.Pages;
using AerNas.Reports.Runs;

namespace AerNas.Cli;

/// <summary><c>aernas compare</c>: several runs on one HTML page.</summary>
internal static class CompareCommand
{
    public static Command Create(CommandHost host)
    {
        var runs = new Argument<string[]>("runs")
        {
            Description = "The folders of two runs or more.",
            HelpName = "RUN",
            Arity = ArgumentArity.OneOrMore,
        };
        var file = SharedOptions.Page("compare.html");
        var figures = SharedOptions.Figures();
        var (json, oldOutput) = (SharedOptions.Json(), OldForm.Output());
        var command = new DocumentedCommand(
            "compare",
            "Lay several runs over each other on one HTML page.",
            """
            Runs that differ in nothing but their seed are also shown as a mean with its spread, and settings are tested
            against the first one, paired by seed.

            Examples:
              aernas compare runs/search-001 runs/search-002
              aernas compare runs/* --out seeds.html --figures figures/
            """)
        { runs, file, figures, json, oldOutput };
        command.SetAction(parse =>
        {
            var folders = parse.GetRequiredValue(runs);
            if (folders.Length < 2)
                throw new UsageException("a comparison takes at least two runs; a single one is shown by aernas report RUN.");
            OldForm.RefuseOutput(parse.GetValue(oldOutput), $"compare {string.Join(' ', folders.Select(ProgramName.Quote))}");
            return ReportCommand.Of(folders, () =>
            {
                var comparison = new Comparison(folders.Select(RecordedRun.Read));
                var page = parse.GetValue(file) ?? "compare.html";
                comparison.Save(page);
                return ReportCommand.Tell(new CommandOutput(host, parse.GetValue(json)), page,
                    ReportCommand.Save(parse.GetValue(figures), [("entropy", comparison.EntropyFigure())]));
            });
        });
        return command;
    }
}
