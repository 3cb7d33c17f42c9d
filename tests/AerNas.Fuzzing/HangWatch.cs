namespace AerNas.Fuzzing;

/// <summary>Ends the process where an input is not read to its end, and keeps that input.</summary>
internal sealed class HangWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromSeconds(60);

    private readonly Timer _timer;

    public HangWatch(string target, Campaign campaign, FindingFolder findings)
    {
        _timer = new Timer(_ =>
        {
            var (number, since) = campaign.Current;
            if (number < 0 || since < Longest) return;
            var file = findings.Keep(target,
                new FuzzFinding(number, campaign.Input(number), $"was not read within {Longest.TotalSeconds:0} s"));
            Console.Error.WriteLine($"{target}: input {number} hangs; its bytes are kept in {file}");
            Environment.Exit(1);
        }, null, Interval, Interval);
    }

    public void Dispose() => _timer.Dispose();
}
