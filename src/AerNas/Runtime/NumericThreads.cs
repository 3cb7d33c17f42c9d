namespace AerNas.Runtime;

/// <summary>The threads that torch's operators share out their work to, and of which the fused engine takes as many.</summary>
internal static class NumericThreads
{
    /// <summary>No more are started, whatever is asked for: where a process cannot have its threads, torch's library ends it.</summary>
    public const int Most = 256;

    /// <summary>Sets how many there are, for the whole process.</summary>
    public static void Use(int threads) => set_num_threads(Bounded(threads));

    /// <summary>As many, or the nearest number that a process can have.</summary>
    public static int Bounded(int threads) => Math.Clamp(threads, 1, Most);
}
