namespace AerNas.Kernels.Engine;

/// <summary>Makes tap lists that live as long as a plan.</summary>
internal static unsafe class TapLists
{
    private const int FloatsInTap = 3;

    public static TapList Freeze(IReadOnlyList<Tap> taps, ChannelArena arena)
    {
        var first = (Tap*)arena.Take((long)taps.Count * FloatsInTap);
        for (var i = 0; i < taps.Count; i++) first[i] = taps[i];
        return new TapList(first, taps.Count, TapRows.Of(taps));
    }
}
