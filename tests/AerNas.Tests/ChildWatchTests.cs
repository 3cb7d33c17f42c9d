using System.Diagnostics;

namespace AerNas.Tests;

public sealed class ChildWatchTests
{
    private const string WhyNot = "sh is a shell of Unix";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    public static bool IsUnix => !OperatingSystem.IsWindows();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Skip = WhyNot, SkipUnless = nameof(IsUnix))]
    public async Task End_OfAChildThatWrites_GivesItsCodeAndTexts()
    {
        using var child = Shell("echo out; echo err >&2; exit 3");
        Assert.Equal(new ChildOutcome(3, "out\n", "err\n"), await ChildWatch.End(child, Cancellation));
    }

    [Fact(Skip = WhyNot, SkipUnless = nameof(IsUnix))]
    public async Task End_OfAChildThatDoesNothing_SaysThatItHangsAndEndsIt()
    {
        using var child = Shell("sleep 1000000");
        await Assert.ThrowsAsync<TimeoutException>(() => ChildWatch.End(child, Cancellation, Interval));
        await child.WaitForExitAsync(Cancellation);
    }

    [Fact(Skip = WhyNot, SkipUnless = nameof(IsUnix))]
    public async Task End_NotWaitedForAnyMore_EndsTheChild()
    {
        using var child = Shell("while :; do :; done");
        using var source = new CancellationTokenSource();
        var end = ChildWatch.End(child, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => end);
        await child.WaitForExitAsync(Cancellation);
    }

    private static Process Shell(string script) =>
        Process.Start(new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
