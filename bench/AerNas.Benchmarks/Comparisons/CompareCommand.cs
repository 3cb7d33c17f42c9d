using System.CommandLine;
using AerNas.Benchmarks.Steps;

namespace AerNas.Benchmarks.Comparisons;

/// <summary>The command <c>compare</c>: the engines in turn, each in a process of its own.</summary>
internal static class CompareCommand
{
    private const string Details = """
        Round after round every contestant does every row once, each in a process of its own, odd rounds in the opposite order. A row's
        figure is the median over the rounds of each process's median. Progress goes to stderr, the tables to stdout.

        Contestants: fused; torch (channels last, as a search uses it); torch-default (libtorch's own layout, operator by operator as the
        official code runs: the yardstick); onnx (ONNX Runtime, of what predicts).
        """;

    public static Command Create()
    {
        var names = ContestList.Published(new StepSettings()).Select(c => c.Name).ToArray();
        var rows = StepOptions.Several("--rows", "What they do", names);
        var contestants = StepOptions.Several("--contestants", "Who takes part", [.. Contestant.All.Select(c => c.Name)]);
        var rounds = StepOptions.Number("--rounds", 3, "Rounds");
        var steps = StepOptions.Number("--steps", 3, "Steps that are timed in a process");
        var warmUp = StepOptions.Number("--warmup", 1, "Steps before them that are not");
        var threads = StepOptions.Number("--threads", 2, "Threads that compute");
        var smoke = new Option<bool>("--smoke") { Description = "Tiny sizes, to see that everything runs" };
        var command = new Command("compare", $"Compares the engines and prints tables in Markdown.\n\n{Details}")
        {
            rows, contestants, rounds, steps, warmUp, threads, smoke,
        };
        command.SetAction(parse =>
        {
            var common = new StepSettings
            {
                Steps = parse.GetValue(steps),
                WarmUp = parse.GetValue(warmUp),
                Threads = parse.GetValue(threads),
            };
            var all = parse.GetValue(smoke) ? ContestList.Smoke(common) : ContestList.Published(common);
            var comparison = new Comparison(
                [.. all.Where(contest => parse.GetRequiredValue(rows).Contains(contest.Name))],
                [.. Contestant.All.Where(contestant => parse.GetRequiredValue(contestants).Contains(contestant.Name))]);
            comparison.Run(parse.GetValue(rounds), parse.InvocationConfiguration.Error);
            parse.InvocationConfiguration.Output.Write(new ComparisonReport(comparison, common, parse.GetValue(rounds)).ToMarkdown());
        });
        return command;
    }
}
