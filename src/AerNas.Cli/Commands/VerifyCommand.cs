using AerNas.Verification;

namespace AerNas.Cli;

/// <summary><c>aernas verify</c>: whether a run can be repeated.</summary>
internal static class VerifyCommand
{
    private const int UsualSteps = 20;
    private const int MostShown = 10;

    public static Command Create(CommandHost host)
    {
        var run = new Argument<string>("run") { Description = "The folder of a search or training.", HelpName = "RUN" };
        var steps = NumberOption.Create("--steps", $"Steps to repeat, at most the 50 that a run records; by default {UsualSteps}.");
        var epochs = NumberOption.Create("--epochs", "Whole epochs to repeat instead, compared with all numbers of metrics.jsonl.");
        var json = SharedOptions.Json();
        var command = new DocumentedCommand(
            "verify",
            "Repeat the beginning of a run and say whether its numbers agree.",
            """
            The options that the run recorded are run again in a folder of their own, and what both wrote down is compared.
            What has changed in the receipt (images, versions, machine) is told too. Ends with exit code 0 where all numbers
            agree, to the last bit or within rounding, and 3 where they do not.

            Examples:
              aernas verify runs/search-001
              aernas verify runs/search-001 --epochs 1
            """)
        { run, steps, epochs, json };
        command.SetAction(parse =>
        {
            if (parse.GetValue(steps) is not null && parse.GetValue(epochs) is not null)
                throw new UsageException("--steps and --epochs exclude each other.");
            if ((parse.GetValue(steps) ?? parse.GetValue(epochs)) < 1)
                throw new UsageException("there is at least one step or epoch to repeat.");
            var verification = parse.GetValue(epochs) is { } count
                ? RunVerification.OfEpochs(parse.GetRequiredValue(run), count)
                : RunVerification.OfSteps(parse.GetRequiredValue(run), parse.GetValue(steps) ?? UsualSteps);
            return Execute(host, verification, new CommandOutput(host, parse.GetValue(json)));
        });
        return command;
    }

    private static int Execute(CommandHost host, RunVerification verification, CommandOutput output)
    {
        output.Line($"Repeating {verification.Plan} …");
        using var interruption = new Interruption(() => { }, host.Cancellation);
        try
        {
            return Tell(verification.Run(host.Time, interruption.Token), output);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            output.Line("Stopped.");
            return ExitCode.Interrupted;
        }
    }

    private static int Tell(VerificationResult result, CommandOutput output)
    {
        foreach (var sentence in result.Receipt) output.Line($"receipt: {sentence}");
        output.Line(Verdict(result));
        if (!result.Agrees)
        {
            foreach (var difference in result.Differences.Take(MostShown)) output.Line($"  {difference}");
            if (result.Differences.Length > MostShown) output.Line($"  and {result.Differences.Length - MostShown} more");
        }

        output.Result(new JsonObject
        {
            ["agrees"] = result.Agrees,
            ["repeated"] = result.Repeated,
            ["largestDifference"] = Largest(result) is { } largest && double.IsFinite(largest.Relative) ? largest.Relative : null,
            ["differences"] = result.Differences.Length,
            ["receipt"] = new JsonArray([.. result.Receipt.Select(sentence => JsonValue.Create(sentence))]),
        });
        return result.Agrees ? ExitCode.Done : ExitCode.Disagreement;
    }

    private static string Verdict(VerificationResult result)
    {
        if (result.Repeated.Length == 0) return "Nothing was repeated: the images are not those of the run.";
        var subject = $"{char.ToUpperInvariant(result.Repeated[0])}{result.Repeated[1..]}";
        return Largest(result) is not { } largest ? $"{subject}: all numbers agree to the last bit."
            : result.Agrees
                ? $"{subject}: all numbers agree within rounding; the largest relative difference is {largest.Relative:0.0e0}, of "
                + $"{largest.Name} in {largest.Where}."
            : $"{subject}: {Counted.Of(result.Differences.Length, "number does", "numbers do")} not agree:";
    }

    private static RecordDifference? Largest(VerificationResult result) => result.Differences.MaxBy(difference => difference.Relative);
}
