namespace AerNas.Cli.Studies;

/// <summary>The option <c>--threads</c> of a study.</summary>
internal sealed class StudyThreads
{
    public Option<int?> Option { get; } =
        NumberOption.Create("--threads", "Threads to share out among the runs; 0 or nothing takes all processors.");

    /// <summary>How many were asked for.</summary>
    /// <exception cref="UsageException">Fewer than none.</exception>
    public int Read(ParseResult parse)
    {
        var threads = parse.GetValue(Option) ?? 0;
        return threads is >= 0 and <= RuntimeOptions.MostThreads ? threads
            : throw new UsageException($"--threads must be at least 0 and at most {RuntimeOptions.MostThreads}, is {threads}.");
    }
}
