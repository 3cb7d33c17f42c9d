namespace AerNas.Pickles;

/// <summary>What reading a pickle may cost: memory of the values it makes, bytes that its reconstructors copy, and bytes of keys that are
/// hashed. A few bytes of a pickle can ask for any of these over and over, by recalling what was kept.</summary>
internal sealed class PickleBudget(PickleInput input, long length)
{
    private long _values = (64L << 20) + (3 * length);
    private long _copies = (1L << 20) + (8 * length);
    private long _keys = (16L << 20) + (64 * length);

    /// <summary>Memory that a value of these many bytes takes, roughly and rather too much.</summary>
    public void TakeValue(long bytes) => Take(ref _values, bytes);

    /// <summary>Bytes that are copied from values there are already.</summary>
    public void TakeCopy(long bytes) => Take(ref _copies, bytes);

    public void TakeKey(object? key) => Take(ref _keys, SizeOf(key));

    /// <summary>Memory of a value with what it holds itself.</summary>
    public static long SizeOf(object? value) => value switch
    {
        string text => 32 + (2L * text.Length),
        byte[] bytes => 32 + bytes.Length,
        PickleTuple tuple => 64 + (8L * tuple.Items.Length) + TextIn(tuple),
        List<object?> list => 32 + (16L * list.Count),
        PickleSet set => 64 + (16L * set.Items.Count),
        PickleName name => 128 + (2L * (name.Module.Length + name.Name.Length)),
        NumpyArray => 128,
        _ => 32,
    };

    private static long TextIn(PickleTuple tuple) => tuple.Items.Sum(item => item switch
    {
        string text => 2L * text.Length,
        byte[] bytes => bytes.Length,
        _ => 0,
    });

    private void Take(ref long left, long bytes)
    {
        left -= bytes;
        if (left < 0) throw input.Error("it makes far more data than it holds.");
    }
}
