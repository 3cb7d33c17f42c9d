namespace AerNas.Cli.Studies;

/// <summary>What a study is called where a person sees it.</summary>
/// <param name="Name">As the first word of a sentence.</param>
/// <param name="Command">The command that begins it and goes on with it.</param>
internal sealed record StudyWords(string Name, string Command)
{
    public static StudyWords Study { get; } = new("Study", "study");

    public static StudyWords Evaluation { get; } = new("Evaluation", "evaluate");
}
