namespace AerNas.Cli;

/// <summary>What the commands see of the process they run in; tests give their own.</summary>
internal sealed record CommandHost
{
    /// <summary>Where results go.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Where messages go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>How a person calls this program again, as printed in hints.</summary>
    public string Program { get; init; } = "aernas";

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Stops a run, as Ctrl-C does.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The process itself.</summary>
    public static CommandHost OfProcess() => new() { Output = Console.Out, Error = Console.Error, Program = ProgramName.OfProcess() };
}
