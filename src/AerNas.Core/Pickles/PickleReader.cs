using System.Globalization;
using System.Numerics;
using System.Text;
using static AerNas.Pickles.PickleOpcode;

namespace AerNas.Pickles;

/// <summary>Reads Python pickles, protocols 0 to 5, as data. A pickle is a program for a stack machine that may call anything; this machine
/// calls nothing. It builds null (None), <see cref="bool"/>, <see cref="long"/>, <see cref="BigInteger"/>, <see cref="double"/>, <see
/// cref="string"/>, <see cref="byte"/>[] (bytes, and the 8-bit strings of Python 2), <see cref="List{T}"/> of object, <see
/// cref="PickleTuple"/>, <see cref="PickleDictionary"/>, <see cref="PickleSet"/> and <see cref="NumpyArray"/>; a callable outside a short
/// closed table is refused by name. Memory and time are bounded: what it may cost stands in <see cref="PickleBudget"/>.</summary>
/// <remarks>The package Razorvine.Pickle was considered and not taken: it builds objects through a static, global table of constructors
/// that any code may extend and that cannot be closed, stands in for unknown classes instead of refusing them, and knows no NumPy
/// arrays.</remarks>
public sealed class PickleReader
{
    // Numbers beyond this many bytes are no data of ours, and cost quadratic time.
    private const int LongestNumber = 1024;

    private readonly PickleInput _input;
    private readonly PickleBudget _budget;
    private readonly PickleStack _stack;
    private readonly Dictionary<long, object?> _memo = [];
    private readonly IPickleVocabulary? _vocabulary;

    private PickleReader(ReadOnlyMemory<byte> bytes, IPickleVocabulary? vocabulary = null)
    {
        _vocabulary = vocabulary;
        _input = new PickleInput(bytes);
        _budget = new PickleBudget(_input, bytes.Length);
        _stack = new PickleStack(_input);
    }

    /// <summary>Reads the first pickle in <paramref name="bytes"/>.</summary>
    /// <exception cref="PickleFormatException">It is damaged, or names a callable that is not data.</exception>
    public static object? Read(ReadOnlyMemory<byte> bytes) => new PickleReader(bytes).Run();

    /// <summary>Reads the first pickle in <paramref name="bytes"/>, of a kind that names more than plain data.</summary>
    /// <param name="bytes">The pickle, and what lies behind it.</param>
    /// <param name="vocabulary">What it may name.</param>
    /// <param name="length">How many bytes the pickle has.</param>
    /// <exception cref="PickleFormatException">It is damaged, or names a callable that is not data.</exception>
    internal static object? Read(ReadOnlyMemory<byte> bytes, IPickleVocabulary vocabulary, out int length)
    {
        var reader = new PickleReader(bytes, vocabulary);
        var value = reader.Run();
        length = reader._input.Position;
        return value;
    }

    /// <summary>The text of a string, or of an 8-bit string of Python 2 (as Latin-1); null for anything else.</summary>
    public static string? TextOf(object? value) => value switch
    {
        string text => text,
        byte[] bytes => Encoding.Latin1.GetString(bytes),
        _ => null,
    };

    private object? Run()
    {
        try
        {
            while (true)
            {
                var opcode = _input.ReadOpcode();
                if (opcode == Stop)
                    return _stack.PopResult();
                if (!(Number(opcode) || Text(opcode) || Sequence(opcode) || Mapping(opcode) || Memo(opcode) || Callable(opcode)))
                    throw _input.Error($"{(byte)opcode:X2} is no opcode of protocols 0 to 5. This is no pickle, or it is damaged.");
            }
        }
        catch (FormatException e)
        {
            throw _input.Error(e.Message);
        }
    }

    private bool Number(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case None: return Made(null);
            case NewTrue: return Made(true);
            case NewFalse: return Made(false);
            case BinInt: return Made((long)_input.ReadInt32());
            case BinInt1: return Made((long)_input.ReadByte());
            case BinInt2: return Made((long)_input.ReadUInt16());
            case Int: return Made(_input.ReadLine() switch { "00" => false, "01" => true, var digits => Parse(digits) });
            case Long: return Made(Parse(_input.ReadLine().TrimEnd('L')));
            case Long1: return Made(Whole(_input.ReadByte()));
            case Long4: return Made(Whole(_input.ReadUInt32()));
            case BinFloat: return Made(_input.ReadDouble());
            case Float: return Made(double.Parse(_input.ReadLine(), NumberStyles.Float, CultureInfo.InvariantCulture));
            default: return false;
        }
    }

    private bool Text(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case BinUnicode: return Made(_input.ReadText((ulong)_input.ReadUInt32()));
            case ShortBinUnicode: return Made(_input.ReadText(_input.ReadByte()));
            case BinUnicode8: return Made(_input.ReadText(_input.ReadUInt64()));
            case PickleOpcode.Unicode: return Made(PickleEscapes.Unicode(_input.ReadTextLine()));
            case PickleOpcode.String: return Made(PickleEscapes.Bytes(_input.ReadTextLine()));
            case ShortBinString or ShortBinBytes: return Made(_input.Take(_input.ReadByte()).ToArray());
            case BinString or BinBytes: return Made(_input.Take((ulong)_input.ReadUInt32()).ToArray());
            case BinBytes8 or ByteArray8: return Made(_input.Take(_input.ReadUInt64()).ToArray());
            default: return false;
        }
    }

    private bool Sequence(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case EmptyList: return Made(new List<object?>());
            case List: return Made(_stack.PopToMark());
            case Append: return AddTo([_stack.Pop()]);
            case Appends: return AddTo(_stack.PopToMark());
            case EmptyTuple: return Made(new PickleTuple([]));
            case PickleOpcode.Tuple: return Made(new PickleTuple([.. _stack.PopToMark()]));
            case Tuple1: return Made(new PickleTuple([.. _stack.Pop(1)]));
            case Tuple2: return Made(new PickleTuple([.. _stack.Pop(2)]));
            case Tuple3: return Made(new PickleTuple([.. _stack.Pop(3)]));
            case Mark: return _stack.Mark();
            case PopMark: return _stack.DiscardToMark();
            case Pop: return _stack.Discard();
            case Dup: return _stack.Push(_stack.Peek());
            default: return false;
        }
    }

    private bool Mapping(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case EmptyDict: return Made(new PickleDictionary());
            case Dict: return SetIn(_stack.PopToMark(), new PickleDictionary(), push: true);
            case SetItem: return SetIn(_stack.Pop(2), _stack.Peek(), push: false);
            case SetItems: return SetIn(_stack.PopToMark(), _stack.Peek(), push: false);
            case EmptySet: return Made(new PickleSet());
            case AddItems: return AddTo(_stack.PopToMark());
            case FrozenSet: return Made(new PickleSet(_stack.PopToMark()));
            default: return false;
        }
    }

    private bool Memo(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case Get: return _stack.Push(Recall(Parse(_input.ReadLine()) is long index ? index : -1));
            case BinGet: return _stack.Push(Recall(_input.ReadByte()));
            case LongBinGet: return _stack.Push(Recall(_input.ReadUInt32()));
            case Put: return Keep(Parse(_input.ReadLine()) is long slot ? slot : -1);
            case BinPut: return Keep(_input.ReadByte());
            case LongBinPut: return Keep(_input.ReadUInt32());
            case Memoize: return Keep(_memo.Count);
            case Proto: return Protocol(_input.ReadByte());
            case Frame: return SkipFrame();
            default: return false;
        }
    }

    private bool Callable(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case Global: return Name(_input.ReadLine(), _input.ReadLine());
            case StackGlobal: return NameFrom(_stack.Pop(2));
            case Reduce: return Call(_stack.Pop(2));
            case Build: return SetState(_stack.Pop(2));
            case Inst: throw Refusal($"{_input.ReadLine()}.{_input.ReadLine()}");
            case Obj: throw Refusal($"{_stack.PopToMark().FirstOrDefault()}");
            case NewObj: return MakeObject(_stack.Pop(2));
            case NewObjEx: throw Refusal($"{_stack.Pop(3)[0]}");
            case BinPersId when _vocabulary is not null: return Made(_vocabulary.Refer(_stack.Pop()));
            case PersId or BinPersId: throw _input.Error("it refers to an object outside the file (persistent id), which is not data.");
            case Ext1 or Ext2 or Ext4: throw _input.Error("it names a callable by number (copyreg extension), which is not data.");
            case NextBuffer or ReadOnlyBuffer: throw _input.Error("it refers to a buffer outside the file.");
            default: return false;
        }
    }

    private bool NameFrom(List<object?> moduleAndName) => moduleAndName is [string module, string name]
        ? Name(module, name)
        : throw _input.Error("a callable's name is no text.");

    private bool Name(string module, string name)
    {
        var callable = new PickleName(module, name);
        return PickleReconstructors.IsKnown(callable) || _vocabulary?.Find(callable) is not null
            ? Made(callable)
            : throw Refusal(callable.ToString());
    }

    private bool Call(List<object?> callableAndArguments) => callableAndArguments is [PickleName name, PickleTuple arguments]
        ? Made(_vocabulary?.Find(name) is { } known ? known(arguments.Items) : PickleReconstructors.Reconstruct(name, arguments, _budget))
        : throw _input.Error("it calls something that is no recognised callable.");

    private bool MakeObject(List<object?> classAndArguments) =>
        classAndArguments is [PickleName name, PickleTuple arguments] && _vocabulary?.Find(name) is { } known
            ? Made(known(arguments.Items))
            : throw Refusal($"{classAndArguments[0]}");

    private bool SetState(List<object?> targetAndState)
    {
        if (_vocabulary is null || targetAndState is not [PickleDictionary, PickleDictionary]) // whose attributes are none of its entries
            PickleReconstructors.Build(targetAndState[0], targetAndState[1], _budget);
        return _stack.Push(targetAndState[0]);
    }

    /// <summary>Pushes a value that was not there before.</summary>
    private bool Made(object? value)
    {
        _budget.TakeValue(PickleBudget.SizeOf(value));
        return _stack.Push(value);
    }

    private PickleFormatException Refusal(string callable) =>
        _input.Error($"it names the callable '{callable}', which is not data. Nothing was run; plain values and NumPy arrays are read.");

    private bool AddTo(List<object?> items)
    {
        _budget.TakeValue(64 + (16L * items.Count));
        switch (_stack.Peek())
        {
            case List<object?> list: list.AddRange(items); return true;
            case PickleSet set: set.Add(items); return true;
            default: throw _input.Error("items are added to something that is neither list nor set.");
        }
    }

    private bool SetIn(List<object?> items, object? target, bool push)
    {
        if (target is not PickleDictionary dictionary || items.Count % 2 != 0)
            throw _input.Error("entries are set in something that is no dict, or a key has no value.");
        _budget.TakeValue(128 + (32L * items.Count));
        for (var i = 0; i < items.Count; i += 2)
        {
            _budget.TakeKey(items[i]);
            if (!PickleKeyComparer.IsKey(items[i]))
                throw _input.Error("a key is no number, text, bytes or tuple of these.");
            dictionary.Set(items[i]!, items[i + 1]);
        }
        return !push || _stack.Push(dictionary);
    }

    private bool Protocol(byte protocol) => protocol <= 5 ? true : throw _input.Error($"its protocol is {protocol}; 0 to 5 are read.");

    /// <summary>A frame only tells how many bytes may be fetched at once.</summary>
    private bool SkipFrame()
    {
        _input.ReadUInt64();
        return true;
    }

    private bool Keep(long slot)
    {
        _budget.TakeValue(64);
        _memo[slot] = _stack.Peek();
        return true;
    }

    private object? Recall(long slot) =>
        _memo.TryGetValue(slot, out var value) ? value : throw _input.Error($"it recalls value {slot}, which was never kept.");

    private object Whole(long length) => length <= LongestNumber
        ? Narrow(new BigInteger(_input.Take((ulong)length)))
        : throw _input.Error($"a number of {length} bytes is too long.");

    private object Parse(string digits) => digits.Length <= LongestNumber
        ? Narrow(BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
        : throw _input.Error($"a number of {digits.Length} digits is too long.");

    private static object Narrow(BigInteger value) => value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
}
