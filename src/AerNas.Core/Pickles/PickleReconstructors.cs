using System.Text;

namespace AerNas.Pickles;

/// <summary>The closed table of callables that pickles of plain data name. Each is done here, as data; anything else is refused by name.
/// Methods throw <see cref="FormatException"/>, to which the reader adds the offset.</summary>
internal static class PickleReconstructors
{
    private static readonly Dictionary<string, Func<ImmutableArray<object?>, object?>> Table = new()
    {
        ["numpy.ndarray"] = _ => throw new FormatException("numpy.ndarray is called, which pickles of arrays do not do."),
        ["numpy.dtype"] = ElementType,
        ["numpy.core.multiarray._reconstruct"] = _ => new NumpyArray(),
        ["numpy._core.multiarray._reconstruct"] = _ => new NumpyArray(),
        ["numpy.core.multiarray.scalar"] = Scalar,
        ["numpy._core.multiarray.scalar"] = Scalar,
        ["numpy.core.numeric._frombuffer"] = FromBuffer,
        ["numpy._core.numeric._frombuffer"] = FromBuffer,
        ["_codecs.encode"] = Encode,
        ["collections.OrderedDict"] = OrderedDictionary,
        ["builtins.bytes"] = EmptyBytes,
        ["__builtin__.bytes"] = EmptyBytes,
    };

    /// <summary>Whether the callable is one of the table.</summary>
    public static bool IsKnown(PickleName name) => Table.ContainsKey(name.ToString());

    public static object? Reconstruct(PickleName name, PickleTuple arguments, PickleBudget budget)
    {
        budget.TakeCopy(arguments.Items.Sum(CopiedOf));
        return Table[name.ToString()](arguments.Items);
    }

    /// <summary>Sets the state of an array or an element type.</summary>
    public static void Build(object? target, object? state, PickleBudget budget)
    {
        if (target is NumpyArray && state is PickleTuple { Items: var parts })
        {
            budget.TakeCopy(parts.Sum(CopiedOf));
            budget.TakeValue(parts.Sum(CopiedOf));
        }

        var problem = (target, state) switch
        {
            (NumpyArray array, PickleTuple { Items: [_, PickleTuple shape, NumpyElementType type, bool order, byte[] bytes] }) =>
                array.Fill(type, Shape(shape), order, bytes),
            (NumpyArray, _) => "the state of a NumPy array is not (version, shape, dtype, order, bytes); arrays of objects are not read.",
            (NumpyElementType type, PickleTuple { Items: [_, var order, null, null, null, ..] }) => SetByteOrder(type, order),
            (NumpyElementType, _) => "the state of a NumPy dtype is not that of a plain number.",
            _ => $"the state of an object ({target?.GetType().Name ?? "None"}) is set, which plain data does not do.",
        };
        if (problem is not null)
            throw new FormatException(problem);
    }

    /// <summary>How many bytes are copied from an argument, at most.</summary>
    private static long CopiedOf(object? argument) => argument switch
    {
        byte[] bytes => bytes.Length,
        string text => text.Length,
        List<object?> pairs => 32L * pairs.Count,
        _ => 0,
    };

    private static string? SetByteOrder(NumpyElementType type, object? order)
    {
        type.IsBigEndian = Letter(order) == '>';
        return Letter(order) is '<' or '>' or '=' or '|' ? null : "the byte order of a NumPy dtype is unknown.";
    }

    /// <summary>The one letter of a text; a blank where it is none.</summary>
    private static char Letter(object? text) => text switch
    {
        string { Length: 1 } letters => letters[0],
        byte[] { Length: 1 } letters => (char)letters[0],
        _ => ' ',
    };

    private static NumpyElementType ElementType(ImmutableArray<object?> arguments)
    {
        var name = PickleReader.TextOf(arguments.FirstOrDefault());
        return NumpyElementType.TryParse(name) ?? throw new FormatException($"NumPy's dtype '{name}' is not a plain number.");
    }

    private static object Scalar(ImmutableArray<object?> arguments) =>
        arguments is [NumpyElementType type, byte[] bytes]
            ? Filled(type, [], firstIndexFastest: false, bytes)[0]
            : throw new FormatException("a NumPy scalar is not given by dtype and bytes.");

    private static NumpyArray FromBuffer(ImmutableArray<object?> arguments) =>
        arguments is [byte[] bytes, NumpyElementType type, PickleTuple shape, var order]
            ? Filled(type, Shape(shape), Letter(order) == 'F', bytes)
            : throw new FormatException("a NumPy buffer is not given by bytes, dtype, shape and order.");

    private static NumpyArray Filled(NumpyElementType type, ImmutableArray<int> shape, bool firstIndexFastest, byte[] bytes)
    {
        var array = new NumpyArray();
        return array.Fill(type, shape, firstIndexFastest, bytes) is { } problem ? throw new FormatException(problem) : array;
    }

    private static ImmutableArray<int> Shape(PickleTuple shape) => shape.Items.Length > NumpyArray.HighestRank
        ? throw new FormatException($"a NumPy array has {shape.Items.Length} dimensions; NumPy itself has at most "
            + $"{NumpyArray.HighestRank}.")
        : [.. shape.Items.Select(length => length is long and >= 0 and <= int.MaxValue and var value
            ? (int)(long)value
            : throw new FormatException("a NumPy array's shape is not made of whole numbers."))];

    // How Python 3 writes bytes in protocols 0 to 2.
    private static byte[] Encode(ImmutableArray<object?> arguments) =>
        arguments is [string text, var encoding] && PickleReader.TextOf(encoding) is "latin1" or "latin-1" && !text.Any(c => c > 0xFF)
            ? Encoding.Latin1.GetBytes((string)arguments[0]!)
            : throw new FormatException("_codecs.encode is called with something other than Latin-1 text.");

    private static byte[] EmptyBytes(ImmutableArray<object?> arguments) =>
        arguments.IsEmpty ? [] : throw new FormatException("bytes is called with arguments.");

    private static PickleDictionary OrderedDictionary(ImmutableArray<object?> arguments)
    {
        var dictionary = new PickleDictionary();
        if (arguments.IsEmpty)
            return dictionary;
        if (arguments is not [List<object?> pairs])
            throw new FormatException("an OrderedDict is not given by a list of pairs.");
        foreach (var pair in pairs)
        {
            if (pair is not List<object?> { Count: 2 } entry || !PickleKeyComparer.IsKey(entry[0]))
                throw new FormatException("an OrderedDict is not given by a list of pairs.");
            dictionary.Set(entry[0]!, entry[1]);
        }
        return dictionary;
    }
}

/// <summary>The name of one of the few callables that are recognised as data. Only a name: nothing can be called through it.</summary>
public sealed record PickleName(string Module, string Name)
{
    /// <summary>Module and name with a dot.</summary>
    public override string ToString() => $"{Module}.{Name}";
}
