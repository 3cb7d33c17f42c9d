namespace AerNas.Kernels.Simd;

/// <summary>Taps that stand in rows of one length, each the same distance from the one before.</summary>
/// <param name="Length">Taps in a row.</param>
/// <param name="Distance">Floats from a tap of a row to the next.</param>
internal readonly record struct TapRows(int Length, int Distance)
{
    /// <summary>Finds the longest rows that all taps fall into; default if there are none.</summary>
    public static TapRows Of(IReadOnlyList<Tap> taps)
    {
        if (taps.Count < 2) return default;
        var rows = new TapRows(1, taps[1].Input - taps[0].Input);
        while (rows.Length < taps.Count && taps[rows.Length].Input - taps[rows.Length - 1].Input == rows.Distance)
            rows = rows with { Length = rows.Length + 1 };
        for (var i = 0; i < taps.Count; i++)
            if (i % rows.Length > 0 && taps[i].Input - taps[i - 1].Input != rows.Distance) return default;

        return taps.Count % rows.Length == 0 ? rows : default;
    }
}
