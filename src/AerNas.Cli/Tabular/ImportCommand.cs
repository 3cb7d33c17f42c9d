using AerNas.Tabular;

namespace AerNas.Cli.Tabular;

/// <summary><c>aernas tabular import</c>: makes the compact file of a table from what is published.</summary>
internal static class ImportCommand
{
    private const string Details = """
        Reads the folder of NATS-Bench's topology space (NNNNNN.pickle.pbz2 and meta.pickle.pbz2) or a CSV whose head is
        index,arch and then dataset_split_epochs, such as cifar10_test_200. Pickles are read as data: they can run no code.
        The table is one file that every other command opens in an instant; it appears whole or not at all.

        Examples:
          aernas tabular import NATS-tss-v1_0-3ffb9-simple --out nasbench201.tabular
          aernas tabular import accuracies.csv --out accuracies.tabular
        """;

    public static Command Create(CommandHost host)
    {
        var source =
            new Argument<string>("source") { Description = "The folder of the published pickles, or a CSV.", HelpName = "FOLDER|CSV" };
        var target = new TargetOption("The file to make.", "--out", "-o") { Required = true };
        var partial = new Option<bool>("--partial") { Description = "Take a folder that lacks cells; the table knows nothing of them." };
        var threads = NumberOption.Create("--threads", "How many files are read at a time; by default as many as there are processors.");
        var json = SharedOptions.Json();
        var command = new DocumentedCommand("import", "Make the file of a table from what is published.",
            Details) { source, target, partial, threads, json };
        command.SetAction(parse =>
        {
            var options = new TabularImportOptions { AllowMissing = parse.GetValue(partial), Threads = Threads(parse.GetValue(threads)) };
            return Run(host, new CommandOutput(host, parse.GetValue(json)),
                (parse.GetRequiredValue(source), parse.GetRequiredValue(target)!), options);
        });
        return command;
    }

    private static int Run(CommandHost host, CommandOutput output, (string Source, string Target) files, TabularImportOptions options)
    {
        var began = host.Time.GetTimestamp();
        using var interruption = new Interruption(() => output.Line("Stopping."), host.Cancellation);
        try
        {
            TabularImport.Import(files.Source, files.Target, options, new ImportProgress(output), interruption.Token);
        }
        catch (OperationCanceledException)
        {
            output.Line("Stopped; no table was made.");
            return ExitCode.Interrupted;
        }

        using var table = TabularBenchmark.Open(files.Target);
        var seconds = host.Time.GetElapsedTime(began);
        output.Line($"Imported {table.Source} into {files.Target} ({new FileInfo(files.Target).Length / 1e6:0.0} MB) in "
            + $"{Text.Clock(seconds)}.");
        output.Line($"  {host.Program} tabular stats {ProgramName.Quote(files.Target)}");
        output.Result(new JsonObject
        {
            ["table"] = files.Target,
            ["source"] = table.Source,
            ["bytes"] = new FileInfo(files.Target).Length,
            ["seconds"] = seconds.TotalSeconds,
        });
        return ExitCode.Done;
    }

    private static int Threads(int? threads) => threads switch
    {
        null => Environment.ProcessorCount,
        >= 1 and <= 1024 => threads.Value,
        _ => throw new UsageException($"--threads takes 1 to 1024, not {threads}."),
    };
}
