using AerNas.Sampling;

namespace AerNas.Cli;

/// <summary>What <c>aernas search</c> does with a search-free method.</summary>
internal static class SampledSearch
{
    /// <summary>Searches to the end and prints what was found.</summary>
    public static int Run(SamplingRun begun, CommandHost host, CommandOutput output)
    {
        using var run = begun;
        var limit = run.Options.Search;
        output.Line($"Searching {run.Options.Space.Name} by {run.Options.Method}, judged by {run.Table}; run {run.Directory.Path}");
        output.Line(limit.Seconds is { } seconds
            ? $"It ends when the trainings would have taken {seconds:N0} "
            + $"s{(limit.Evaluations is { } most ? $", or after {Counted.Of(most, "architecture")}" : "")}."
            : $"It ends after {Counted.Of(limit.Evaluations ?? 0, "architecture")}.");
        using var interruption = new Interruption(() => output.Line("Stopping."), host.Cancellation);
        SamplingResult result;
        try
        {
            result = run.Run(interruption.Token);
        }
        catch (OperationCanceledException)
        {
            output.Line("Stopped without a result. Search anew, within seconds, with:");
            output.Line($"  {host.Program} search --resume {ProgramName.Quote(run.Directory.Path)}");
            return ExitCode.Interrupted;
        }

        Show(run, result, host, output);
        return ExitCode.Done;
    }

    private static void Show(SamplingRun run, SamplingResult result, CommandHost host, CommandOutput output)
    {
        var path = run.Directory.Path;
        output.Line();
        output.Line($"Found as number {result.Evaluation + 1} of {Counted.Of(result.Evaluations, "architecture")}:");
        output.Line($"  {GenotypeNotation.Brief(result.Genotype)}");
        output.Row("validation accuracy", $"{100 * result.ValidationAccuracy:0.00} % (of the table)");
        if (result.Seconds is { } seconds) output.Row("trainings", $"would have taken {Text.Clock(TimeSpan.FromSeconds(seconds))}");
        output.Row("lies in", path);
        var unreached = UnreachedParts.Of(result.Genotype);
        if (UnreachedNote.Of(unreached, host.Program, path) is { } note) output.Note(note);
        output.Line();
        output.Line("What the table says of it; how the search went; and a training of it:");
        output.Line($"  {host.Program} tabular rank {ProgramName.Quote(run.Options.Tabular.Path!)} {ProgramName.Quote(path)}");
        output.Line($"  {host.Program} report {ProgramName.Quote(path)}");
        output.Line($"  {host.Program} train {ProgramName.Quote(path)}");
        var json = run.ToJson(result);
        json.Insert(0, "run", path);
        json["unreachedOperations"] = unreached.Count;
        json["notes"] = output.NotesToJson();
        output.Result(json);
    }
}
