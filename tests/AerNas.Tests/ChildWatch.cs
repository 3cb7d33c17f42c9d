using System.Diagnostics;
using System.Text;

namespace AerNas.Tests;

/// <summary>
/// Waits for a child process as long as it takes, for machines may be slow and busy. A child that hangs is told by what it does: it has had
/// next to no processor time and has written nothing, look after look. It is ended, as is one that nobody waits for any more.
/// </summary>
internal static class ChildWatch
{
    private const int IdleLooks = 100; // in a row, after which a child is said to hang
    private const double Work = 0.004; // of a processor; a runtime that waits has less
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5); // between looks, which a machine that sleeps does not count

    /// <summary>Waits for its end.</summary>
    /// <param name="child">Its outputs are redirected.</param>
    /// <param name="cancellation">Ends the child.</param>
    /// <param name="interval">Between looks.</param>
    public static async Task<ChildOutcome> End(Process child, CancellationToken cancellation, TimeSpan? interval = null)
    {
        StringBuilder output = new(), errors = new();
        var end = Task.WhenAll(Read(child.StandardOutput, output, cancellation), Read(child.StandardError, errors, cancellation),
            child.WaitForExitAsync(cancellation));
        await Wait(child, end, new Looks(interval ?? Interval, () => output.Length + errors.Length), cancellation);
        return new ChildOutcome(child.ExitCode, output.ToString(), errors.ToString());
    }

    /// <summary>Waits until a child has brought something about; fails where it ends before.</summary>
    /// <param name="child">The child.</param>
    /// <param name="what">Whether it has.</param>
    /// <param name="cancellation">Ends the child.</param>
    public static Task Until(Process child, Func<bool> what, CancellationToken cancellation)
    {
        return Wait(child, Seen(), new Looks(Interval, () => 0), cancellation);

        async Task Seen()
        {
            while (!what())
            {
                Assert.False(child.HasExited, "The child has ended before it did what was waited for.");
                await Task.Delay(TimeSpan.FromMilliseconds(5), cancellation);
            }
        }
    }

    private static async Task Wait(Process child, Task end, Looks looks, CancellationToken cancellation)
    {
        try
        {
            var (idle, before) = (0, (Work: TimeSpan.Zero, Written: 0L));
            while (await Task.WhenAny(end, Task.Delay(looks.Interval, cancellation)) != end)
            {
                cancellation.ThrowIfCancellationRequested();
                child.Refresh();
                var now = (Work: child.HasExited ? before.Work : child.TotalProcessorTime, Written: looks.Written());
                idle = now.Work - before.Work < Work * looks.Interval && now.Written == before.Written ? idle + 1 : 0;
                before = now;
                if (idle >= IdleLooks)
                    throw new TimeoutException($"The child hangs: {IdleLooks} looks, {looks.Interval.TotalSeconds} s "
                        + "apart, found nothing done.");
            }

            await end;
        }
        catch
        {
            if (!child.HasExited) child.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task Read(StreamReader from, StringBuilder to, CancellationToken cancellation)
    {
        var buffer = new char[4096];
        while (await from.ReadAsync(buffer, cancellation) is var count and > 0) to.Append(buffer, 0, count);
    }

    /// <summary>How often a child is looked at, and how much it has written by then.</summary>
    private sealed record Looks(TimeSpan Interval, Func<long> Written);
}

/// <summary>How a child ended, and what it wrote.</summary>
internal sealed record ChildOutcome(int Code, string Output, string Errors);
