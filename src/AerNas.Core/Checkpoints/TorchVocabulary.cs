using AerNas.Pickles;
using AerNas.Runs;

namespace AerNas.Checkpoints;

/// <summary>
/// What pickles of torch.save name: tensors as parts of storages, and the few plain things that training scripts keep beside the weights,
/// which are read and not used.
/// </summary>
internal sealed class TorchVocabulary : IPickleVocabulary
{
    private static readonly Dictionary<string, Func<ImmutableArray<object?>, object?>> Calls = new()
    {
        ["torch._utils._rebuild_tensor"] = Tensor,
        ["torch._utils._rebuild_tensor_v2"] = Tensor,
        ["torch._utils._rebuild_parameter"] = First,
        ["torch.Size"] = First,
        ["torch.device"] = First,
        ["argparse.Namespace"] = _ => new PickleDictionary(),
        ["pathlib.PosixPath"] = arguments => new PickleTuple(arguments),
        ["pathlib.PurePosixPath"] = arguments => new PickleTuple(arguments),
    };

    private static readonly Dictionary<string, SafetensorsType> Storages = new()
    {
        ["FloatStorage"] = SafetensorsType.F32,
        ["DoubleStorage"] = SafetensorsType.F64,
        ["HalfStorage"] = SafetensorsType.F16,
        ["BFloat16Storage"] = SafetensorsType.BF16,
        ["LongStorage"] = SafetensorsType.I64,
        ["IntStorage"] = SafetensorsType.I32,
        ["ShortStorage"] = SafetensorsType.I16,
        ["CharStorage"] = SafetensorsType.I8,
        ["ByteStorage"] = SafetensorsType.U8,
        ["BoolStorage"] = SafetensorsType.Bool,
    };

    private readonly Dictionary<string, SafetensorsType> _types = [];

    /// <summary>What the storages are of that were referred to, by key.</summary>
    public IReadOnlyDictionary<string, SafetensorsType> Types => _types;

    /// <inheritdoc/>
    public Func<ImmutableArray<object?>, object?>? Find(PickleName name) => Calls.TryGetValue(name.ToString(), out var call) ? call
        : TypeOf(name) is not null ? _ => throw new FormatException($"{name} is called, which files of torch.save do not do.")
        : null;

    /// <inheritdoc/>
    public object? Refer(object? id)
    {
        if (id is not PickleTuple { Items: [var kind, PickleName name, var key, _, long count, .. var rest] }
            || PickleReader.TextOf(kind) != "storage" || TypeOf(name) is not { } type || PickleReader.TextOf(key) is not { } text
            || count < 0)
            throw new FormatException("it refers to something outside the pickle that is no storage of numbers.");
        _types[text] = type;
        return rest is [PickleTuple { Items: [_, long and >= 0 and var start, long part, ..] }]
            ? new TorchStorage(text, type, part) { Start = start }
            : new TorchStorage(text, type, count);
    }

    private static SafetensorsType? TypeOf(PickleName name) =>
        name.Module is "torch" or "torch.cuda" && Storages.TryGetValue(name.Name, out var type) ? type : null;

    private static object? First(ImmutableArray<object?> arguments) => arguments is [var first, ..]
        ? first
        : throw new FormatException("a tensor's wrapper holds nothing.");

    private static TorchTensor Tensor(ImmutableArray<object?> arguments) =>
        arguments is [TorchStorage storage, long and >= 0 and var offset, PickleTuple size, PickleTuple stride, ..]
            ? new TorchTensor(storage, offset, size, stride)
            : throw new FormatException("a tensor is not given by storage, offset, sizes and strides.");
}
