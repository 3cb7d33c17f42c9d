namespace AerNas.Cli;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Something unforeseen; the stack was printed.</summary>
    public const int Defect = 1;

    /// <summary>The user's mistake; one message was printed.</summary>
    public const int Mistake = 2;

    /// <summary>What was compared does not agree; the differences were printed.</summary>
    public const int Disagreement = 3;

    /// <summary>Stopped by Ctrl-C or SIGTERM; the state was saved.</summary>
    public const int Interrupted = 130;
}
