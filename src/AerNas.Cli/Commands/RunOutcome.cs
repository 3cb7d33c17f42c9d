namespace AerNas.Cli;

/// <summary>Runs something long with a display, and stops it in good order when the user asks.</summary>
internal static class RunOutcome
{
    private const string EpochsFlag = "--epochs";

    /// <summary>The result; null where the user stopped it, after telling how to go on. That is told too where the disk stops it.</summary>
    public static T? Follow<T>(CommandHost host, CommandOutput output, string resume, Func<RunDisplay, CancellationToken, T> run)
        where T : class
    {
        var display = RunDisplay.For(output, host.Time);
        using var interruption = new Interruption(display.AnnounceStop, host.Cancellation);
        try
        {
            return display.During(() => run(display, interruption.Token));
        }
        catch (OperationCanceledException)
        {
            output.Line("Stopped; everything is saved. Go on with:");
            output.Line($"  {host.Program} {resume}");
            return null;
        }
        catch (RunStorageException)
        {
            output.Line("It stopped at a file that cannot be written. Once it can, go on with:");
            output.Line($"  {host.Program} {resume}");
            throw;
        }
    }

    /// <summary>The epochs a finished run is to have in all, the one flag that goes with <c>--resume</c>; refuses all others.</summary>
    /// <exception cref="UsageException">There are others.</exception>
    public static int? EpochsWithResume(ParseResult parse, IEnumerable<string> given, Option checkpoint)
    {
        var names = given.ToList();
        if (names is not [EpochsFlag])
        {
            RequireNoneWithResume(names);
            return null;
        }

        if (SharedOptions.IsGiven(parse, checkpoint.Name))
            throw new UsageException($"{checkpoint.Name} and {EpochsFlag} exclude each other: more epochs go on from the last one.");
        return parse.GetValue<int?>(EpochsFlag);
    }

    /// <summary>Refuses flags that a run which goes on cannot take.</summary>
    /// <exception cref="UsageException">There are any.</exception>
    public static void RequireNoneWithResume(IEnumerable<string> given)
    {
        var names = given.ToList();
        if (names.Count > 0)
            throw new UsageException($"--resume goes on with the options the run began with; leave out "
                + $"{string.Join(", ", names)}, or start a new run.");
    }
}
