namespace AerNas.Cli;

/// <summary>What the commands see of the process they run in; tests give their own.</summary>
internal sealed record CommandHost
{
    public required TextWriter Output { get; init; }
    public required TextWriter Error { get; init; }

    /// <summary>How many characters a message may have on a line; null where it goes to no terminal.</summary>
    public int? ErrorRoom { get; init; }

    /// <summary>How a person calls this program again, as printed in hints.</summary>
    public string Program { get; init; } = "aernas";
    public TimeProvider Time { get; init; } = TimeProvider.System;
    public CancellationToken Cancellation { get; init; }

    public static CommandHost OfProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        ErrorRoom = !Console.IsErrorRedirected && !Console.IsOutputRedirected && Console.WindowWidth > 1 ? Console.WindowWidth - 1 : null,
        Program = ProgramName.OfProcess(),
    };

    /// <summary>Tells what stands in the way; nothing in the message acts on the terminal.</summary>
    public void Complain(string message)
    {
        foreach (var line in PrintableText.Message($"error: {message}").Split('\n').SelectMany(Fit)) Error.WriteLine(line);
    }

    private IEnumerable<string> Fit(string line) => ErrorRoom is { } room ? Fitted.Sentence(line, room, Program) : [line];
}
