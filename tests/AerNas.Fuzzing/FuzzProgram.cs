namespace AerNas.Fuzzing;

/// <summary>The long form, as a process of its own.</summary>
internal static class FuzzProgram
{
    /// <summary>Runs a campaign against one target and prints its row.</summary>
    /// <returns>How many findings there are.</returns>
    public static int Run(string name, (long First, long Inputs, long Seed) range, FindingFolder findings) =>
        FuzzTargets.With(name, target =>
    {
        var campaign = new Campaign(target, FuzzLimits.Strict, range.Seed);
        using var watch = new HangWatch(name, campaign, findings);
        using var running = new RunningInput($"{name}.running");
        var result = campaign.Run(range.First, range.Inputs, running.Set);
        Console.WriteLine(FuzzTable.Row(name, result));
        foreach (var finding in result.Findings)
            Console.Error.WriteLine($"{findings.Keep(name, finding)}: {finding.Problem.Split('\n')[0]}");
        return result.Findings.Length;
    });

    /// <summary>Reads a kept input again.</summary>
    /// <returns>1 where it is still a finding, else 0.</returns>
    public static int Replay(string file)
    {
        var (name, input) = FindingFolder.Open(file);
        return FuzzTargets.With(name, target =>
        {
            var finding = new Campaign(target, FuzzLimits.Strict).Check(0, input);
            Console.WriteLine($"{file}: {finding?.Problem ?? "read or refused"}");
            return finding is null ? 0 : 1;
        });
    }
}
