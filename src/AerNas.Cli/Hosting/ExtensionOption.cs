namespace AerNas.Cli;

/// <summary><c>--extension FILE</c>, of every command: an assembly of one's own, and all that it brings is known by name.</summary>
internal static class ExtensionOption
{
    private const string Name = "--extension";

    public static Option<string[]> Create() => new(Name)
    {
        Description = "Load this assembly, and know by name the methods, terms, operations and spaces that it brings; may be repeated.",
        HelpName = "FILE.dll",
        Recursive = true,
    };

    /// <summary>The files that arguments name, asked for before the commands are made, which tell what there is to choose.</summary>
    public static IReadOnlyList<string> Given(string[] arguments)
    {
        var option = Create();
        var parse = new RootCommand { option, new Argument<string[]>("rest") { Arity = ArgumentArity.ZeroOrMore } }.Parse(arguments);
        return [.. parse.GetResult(option)?.Tokens.Select(token => token.Value) ?? []];
    }

    /// <summary>How a person calls the program again with the same extensions.</summary>
    public static string Append(string program, IEnumerable<string> files) =>
        program + string.Concat(files.Select(file => $" {Name} {ProgramName.Quote(file)}"));
}
