using System.CommandLine;
using AerNas.Fuzzing;

var targets = new Option<string[]>("--target")
{
    Description = $"What is fed: {string.Join(", ", FuzzTargets.Names)}; by default all.",
    AllowMultipleArgumentsPerToken = true,
};
var inputs = new Option<long>("--inputs") { Description = "How many inputs each target is fed.", DefaultValueFactory = _ => 100_000 };
var first = new Option<long>("--first") { Description = "The number of the first input." };
var seed = new Option<long>("--seed") { Description = "The seed of all inputs.", DefaultValueFactory = _ => 1 };
var folder = new Option<string>("--findings")
{
    Description = "The folder that findings are kept in.",
    DefaultValueFactory = _ => "fuzz-findings",
};
var commit = new Option<string>("--commit") { Description = "The commit, as the table names it.", DefaultValueFactory = _ => "unknown" };
var replay = new Option<string[]>("--replay")
{
    Description = "Read kept inputs again in place of a campaign.",
    AllowMultipleArgumentsPerToken = true,
};
var root = new RootCommand("Feeds the readers of AerNas damaged input, and prints a Markdown table of what came of it. Exit code "
    + "1: something was found.")
{
    targets, inputs, first, seed, folder, commit, replay,
};
root.SetAction(parse =>
{
    var findings = new FindingFolder(parse.GetRequiredValue(folder));
    if (parse.GetValue(replay) is { Length: > 0 } files) return files.Sum(FuzzProgram.Replay) == 0 ? 0 : 1;
    var names = parse.GetValue(targets) is { Length: > 0 } asked ? asked : [.. FuzzTargets.Names];
    if (names.FirstOrDefault(name => !FuzzTargets.Contains(name)) is { } unknown)
    {
        Console.Error.WriteLine($"There is no target {unknown}; there are {string.Join(", ", FuzzTargets.Names)}.");
        return 2;
    }

    Console.WriteLine(FuzzTable.Head(TimeProvider.System.GetUtcNow(), parse.GetRequiredValue(commit), parse.GetValue(seed)));
    var range = (parse.GetValue(first), parse.GetValue(inputs), parse.GetValue(seed));
    return names.Sum(name => FuzzProgram.Run(name, range, findings)) == 0 ? 0 : 1;
});
return root.Parse(args).Invoke();
