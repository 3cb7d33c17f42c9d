namespace AerNas.Cli.Display;

/// <summary>Says which parts of an architecture reach nothing, and by which command they are left out.</summary>
internal static class UnreachedNote
{
    /// <summary>The sentence; null where all of it is reached. Without a path through a cell nothing can be left out: no command.</summary>
    public static string? Of(UnreachedParts parts, string program, string argument) => parts.Sentence() is not { } sentence ? null
        : parts.Without() is null ? sentence
        : $"{sentence} Without: {program} genotype {ProgramName.Quote(argument)} --simplify";
}
