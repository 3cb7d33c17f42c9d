namespace AerNas.Pickles;

/// <summary>Compares dictionary keys by value. Tuples in keys hold no tuples, so the work is bounded by what was read.</summary>
internal sealed class PickleKeyComparer : IEqualityComparer<object?>
{
    public static PickleKeyComparer Instance { get; } = new();

    public static bool IsKey(object? value) => IsPlain(value) || (value is PickleTuple { Items: var items } && items.All(IsPlain));

    public new bool Equals(object? x, object? y) => (x, y) switch
    {
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (PickleTuple a, PickleTuple b) => a.Items.SequenceEqual(b.Items, this),
        _ => object.Equals(x, y),
    };

    public int GetHashCode(object? obj)
    {
        var hash = new HashCode();
        switch (obj)
        {
            case byte[] bytes:
                hash.AddBytes(bytes);
                break;
            case PickleTuple tuple:
                foreach (var item in tuple.Items)
                    hash.Add(item, this);
                break;
            // .NET folds the halves of a number onto each other, so that a file could hold any number of keys of one hash.
            case long whole:
                AddHalves(ref hash, whole);
                break;
            case double number:
                AddHalves(ref hash, BitConverter.DoubleToInt64Bits(number == 0 ? 0 : number)); // -0 equals 0
                break;
            default:
                hash.Add(obj);
                break;
        }
        return hash.ToHashCode();
    }

    private static void AddHalves(ref HashCode hash, long bits)
    {
        hash.Add((int)bits);
        hash.Add((int)(bits >> 32));
    }

    private static bool IsPlain(object? value) => value is long or System.Numerics.BigInteger or bool or double or string or byte[];
}
