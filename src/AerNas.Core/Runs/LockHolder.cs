using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AerNas.Runs;

/// <summary>A process that writes a folder or file, as its lock tells.</summary>
/// <param name="Process">Its number on its machine.</param>
/// <param name="Machine">The machine's name.</param>
/// <param name="Began">When it began: numbers of processes are used again.</param>
internal sealed record LockHolder(int Process, string Machine, DateTimeOffset Began)
{
    private const int LongestText = 512;
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5); // each process reckons it anew from the time of boot

    public static LockHolder Current { get; } = OfProcess(System.Diagnostics.Process.GetCurrentProcess());

    /// <summary>Whether it still runs; false where that cannot be told, as of a process on another machine.</summary>
    public bool Lives
    {
        get
        {
            if (Machine != Current.Machine) return false;
            try
            {
                using var process = System.Diagnostics.Process.GetProcessById(Process);
                return !process.HasExited && (OfProcess(process).Began - Began).Duration() < ClockTolerance;
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                return false; // it has ended
            }
        }
    }

    /// <summary>The process that a lock names; null where it names none that can be read.</summary>
    public static LockHolder? Of(string file)
    {
        try
        {
            using var stream = Disk.Read(file);
            var bytes = new byte[LongestText];
            var text = Encoding.ASCII.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
            return text.TrimEnd('\n').Split(' ') is [var process, var machine, var began]
                && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && machine == Plain(machine)
                && DateTimeOffset.TryParseExact(began, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                    ? new LockHolder(id, machine, time)
                    : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public byte[] ToBytes() => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Process} {Machine} {Began:O}\n"));

    public override string ToString()
    {
        if (this == Current) return "this process";
        var where = Machine == Current.Machine ? "" : $" on {Machine}";
        return string.Create(CultureInfo.InvariantCulture,
            $"process {Process}{where}, which began at {Began.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
    }

    private static LockHolder OfProcess(Process process) =>
        new(process.Id, Plain(Environment.MachineName), new DateTimeOffset(process.StartTime).ToUniversalTime());

    /// <summary>A name without what has no place in one: it is told to a terminal.</summary>
    private static string Plain(string name) => string.Concat(name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'));
}
