namespace AerNas.Cli;

/// <summary>Options that a command had before: they still parse, to be answered by the form that took their place.</summary>
internal static class OldForm
{
    /// <summary>How a run was named before it came first.</summary>
    public static Option<string?> Run() => new("--run") { Hidden = true };

    /// <summary>How a page was named before every output was named by <c>--out</c>.</summary>
    public static Option<string?> Output() => new("--output") { Hidden = true };

    /// <summary>Refuses a run that is named by <c>--run</c>, or none at all.</summary>
    /// <returns>The run.</returns>
    /// <exception cref="UsageException">It is not named, or not in its place.</exception>
    public static string RequireRun(string? run, string? before, string command) => (run, before) switch
    {
        (_, { } named) => throw new UsageException($"the run is named first, without --run: aernas {command} {ProgramName.Quote(named)}"),
        ({ } named, _) => named,
        _ => throw new UsageException($"name the folder of a run: aernas {command} RUN. See aernas {command} --help."),
    };

    /// <summary>Refuses an output that is named by <c>--output</c>.</summary>
    /// <exception cref="UsageException">It is given.</exception>
    public static void RefuseOutput(string? before, string command)
    {
        if (before is not null)
            throw new UsageException($"what is written is named by --out, in every command: aernas {command} --out "
                + $"{ProgramName.Quote(before)}");
    }
}
