namespace AerNas.Cli.Display;

/// <summary>Durations and counts as people read them.</summary>
internal static class Text
{
    /// <summary><c>2:05</c> or <c>1:02:05</c>.</summary>
    public static string Clock(TimeSpan duration) =>
        duration.TotalHours >= 1 ? $"{(int)duration.TotalHours}:{duration:mm\\:ss}" : $"{duration:m\\:ss}";

    /// <summary>A large count in thousands, millions or thousand millions.</summary>
    public static string Count(long count) => count switch
    {
        >= 1_000_000_000 => $"{count / 1e9:0.00} G",
        >= 1_000_000 => $"{count / 1e6:0.00} M",
        >= 1_000 => $"{count / 1e3:0.0} k",
        _ => $"{count}",
    };
}
