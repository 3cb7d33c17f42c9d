namespace AerNas.Fuzzing;

/// <summary>What reading one input may cost.</summary>
/// <param name="Time">The longest it may take. One that took longer is read twice more, and the fastest counts.</param>
/// <param name="Allocated">The most managed memory that it may ask for, in bytes, garbage included.</param>
/// <param name="Resident">
/// The most the process may rise within a few inputs above what it held before them, in bytes; null where others share it.
/// </param>
internal sealed record FuzzLimits(TimeSpan Time, long Allocated, long? Resident)
{
    /// <summary>Of a process of its own.</summary>
    public static FuzzLimits Strict { get; } = new(TimeSpan.FromSeconds(2), 256L << 20, 256L << 20);

    /// <summary>Of a test, beside others and on a slow machine.</summary>
    public static FuzzLimits Shared { get; } = new(TimeSpan.FromSeconds(60), 256L << 20, null);
}
