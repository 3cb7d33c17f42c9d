using AerNas.Zoo;

namespace AerNas.Cli;

/// <summary><c>aernas zoo</c>: the architectures of the literature.</summary>
internal static class ZooCommand
{
    private const string Indent = "    ";

    public static Command Create(CommandHost host)
    {
        var name = new Argument<string?>("name")
        {
            Description = "Which one to show; by default all are listed.",
            HelpName = "NAME",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.CompletionSources.Add([.. GenotypeZoo.Names]);
        var markdown = new Option<bool>("--markdown") { Description = "Print the tables in Markdown, as docs/zoo.md has them." };
        var json = new Option<bool>("--json") { Description = "Print an array of objects, one an architecture, or the object of one." };
        var command = new DocumentedCommand(
            "zoo",
            "List the architectures of the literature, or show one.",
            """
            Parameters and multiply-adds are exact, of networks without auxiliary head: 20 cells of 36 channels on CIFAR-10, and
            14 of 48 on ImageNet at 224 x 224 pixels; networks of layers have the sizes of their papers. Errors are those of the
            papers. Wherever a command takes a genotype it takes a name of the zoo; capitals, - and _ do not count.

            Examples:
              aernas zoo
              aernas zoo PC-DARTS
              aernas train --genotype DARTS_V2
              aernas genotype P-DARTS --svg cell.svg
            """)
        { name, markdown, json };
        command.SetAction(parse =>
        {
            var isJson = parse.GetValue(json);
            var output = new CommandOutput(host, isJson);
            if (parse.GetValue(name) is { } asked) ShowOne(Find(asked), host.Program, output);
            else if (parse.GetValue(markdown)) host.Output.Write(ZooTable.Markdown());
            else if (isJson) output.Result(new JsonArray([.. GenotypeZoo.All.Select(ZooTable.ToJson)]));
            else foreach (var entry in GenotypeZoo.All) ShowInList(entry, output);
            return ExitCode.Done;
        });
        return command;
    }

    private static ZooEntry Find(string name) => GenotypeZoo.TryFind(name, out var entry)
        ? entry
        : throw new UsageException($"'{name}' is {GenotypeArgument.NotInTheZoo(name)}");

    private static void ShowInList(ZooEntry entry, CommandOutput output)
    {
        string[] head =
        [
            entry.Name,
            .. entry.Networks.Zip(ZooTable.Costs(entry), (network, cost) =>
                $"{network.Form}: {Text.Count(cost.Parameters)}, {Text.Count(cost.MultiplyAdds)} multiply-adds"),
            .. entry.Reported.Where(reported => reported.Error is not null)
                .Select(reported => $"{ZooTable.Errors(reported)} % on {reported.On}"),
        ];
        foreach (var line in Fitted.Lines(head, output.Room)) output.Line(line);
        foreach (var line in Fitted.Broken($"{entry.Paper}; from {entry.Source}", output.Room - Indent.Length)) output.Line(Indent + line);
    }

    private static void ShowOne(ZooEntry entry, string program, CommandOutput output)
    {
        var genotype = entry.Architecture;
        output.Sentence($"{string.Join(", ", entry.Aliases.Prepend(entry.Name))}: {entry.Paper}");
        output.Sentence($"from {entry.Source}");
        if (entry.Note is { } note) output.Note($"{note}.");
        output.Line();
        GenotypeText.Show(genotype, output);
        foreach (var (network, cost) in entry.Networks.Zip(ZooTable.Costs(entry))) GenotypeText.Show(network, cost, output);
        foreach (var compared in entry.Compared) Show(compared, output);
        output.Line();
        output.Line($"Train it: {program} train --genotype {entry.Name}{Form(entry)}");
        output.Result(ZooTable.ToJson(entry));
    }

    /// <summary>What asks for the published network where training takes another of the space unless told.</summary>
    private static string Form(ZooEntry entry) =>
        entry.Skeleton is not { } form || form == entry.Architecture.Space.Skeletons[0].Name ? ""
            : $" (on small images; on ImageNet --recipe imagenet --set network.form={form} --data FOLDER)";

    private static void Show(ZooComparison compared, CommandOutput output)
    {
        var (reported, skeleton) = (compared.Reported, compared.Skeleton);
        output.Line();
        output.Sentence($"Reported on {reported.On} by {reported.By}, "
            + (skeleton.Form.Depth is null ? $"the {skeleton.Form} network" : $"{skeleton.Layers} cells of {skeleton.Channels} channels"));
        if (reported.Error is not null) output.Row(reported.Top5 is null ? "error" : "error (top 5)", $"{ZooTable.Errors(reported)} %");
        if (reported.Parameters is { } parameters)
        {
            output.Row("parameters", $"{parameters} M; exact {compared.Cost.Parameters:N0}, with auxiliary head "
                + $"{compared.Cost.Training.Parameters:N0}: {ZooTable.Verdict(compared)}");
        }

        if (reported.MultiplyAdds is { } adds) output.Row("multiply-adds", $"{adds} M; exact {compared.Cost.MultiplyAdds:N0}");
    }
}
