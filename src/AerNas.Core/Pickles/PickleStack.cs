namespace AerNas.Pickles;

/// <summary>The stack of the pickle machine, with its marks. Pushing returns true, so that an opcode can be one expression.</summary>
internal sealed class PickleStack(PickleInput input)
{
    private const int Deepest = 1 << 20; // Python adds items to lists and dictionaries a thousand at a time

    private readonly List<object?> _items = [];
    private readonly Stack<int> _marks = [];

    public bool Push(object? value)
    {
        if (_items.Count == Deepest) throw TooDeep();
        _items.Add(value);
        return true;
    }

    public bool Mark()
    {
        if (_marks.Count == Deepest) throw TooDeep();
        _marks.Push(_items.Count);
        return true;
    }

    public object? Peek() => _items.Count > Floor ? _items[^1] : throw Underflow();

    public object? Pop() => Pop(1)[0];

    public List<object?> Pop(int count)
    {
        if (_items.Count - Floor < count)
            throw Underflow();
        return Cut(_items.Count - count);
    }

    public List<object?> PopToMark() =>
        _marks.TryPop(out var mark) ? Cut(mark) : throw input.Error("a mark is missing. The file is damaged.");

    public bool DiscardToMark()
    {
        PopToMark();
        return true;
    }

    /// <summary>Drops the topmost value or, if there is none above it, the topmost mark.</summary>
    public bool Discard()
    {
        if (_items.Count > Floor)
            _items.RemoveAt(_items.Count - 1);
        else if (!_marks.TryPop(out _))
            throw Underflow();
        return true;
    }

    /// <summary>What the pickle comes to: the one value left.</summary>
    public object? PopResult() => _marks.Count == 0 && _items.Count == 1
        ? _items[0]
        : throw input.Error("it does not end with one value. The file is damaged.");

    private int Floor => _marks.TryPeek(out var mark) ? mark : 0;

    private List<object?> Cut(int from)
    {
        var cut = _items[from..];
        _items.RemoveRange(from, _items.Count - from);
        return cut;
    }

    private PickleFormatException TooDeep() => input.Error($"its stack grows beyond {Deepest} values, as that of no data does.");

    private PickleFormatException Underflow() => input.Error("a value is missing on the stack. The file is damaged.");
}
