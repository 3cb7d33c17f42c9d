using System.Collections.Immutable;
using System.Text;
using AerNas.Fuzzing.Seeds;
using AerNas.Pickles;

namespace AerNas.Fuzzing.Targets;

/// <summary>Pickles of protocols 0 to 5. Their lengths are no digests: nothing is to be redone.</summary>
internal sealed class PickleTarget : IFuzzTarget
{
    public string Name => "pickle";

    public int ShortInputs => 10_000;

    public ImmutableArray<FuzzInput> Seeds { get; } = [.. SmallPickles.All.Select(bytes => new FuzzInput("pickle", bytes))];

    public ImmutableArray<byte[]> Words { get; } =
    [
        .. Enum.GetValues<PickleOpcode>().Select(opcode => (byte[])[(byte)opcode]),
        .. new[] { "h\0", "h\u0001", "h\u0002", "(h\0h\u0001t", "h\0h\u0001R", "h\0h\u0001b", "}h\0Ns", "ccollections\nOrderedDict\n",
            "cnumpy\ndtype\n" }.Select(Encoding.Latin1.GetBytes),
    ];

    public ImmutableArray<Type> Refusals { get; } = [typeof(PickleFormatException)];

    public byte[] Mend(FuzzInput input) => input.Bytes;

    public void Read(FuzzInput input)
    {
        try
        {
            PickleReader.Read(input.Bytes);
        }
        catch (PickleFormatException e) when (e.Offset < 0 || e.Offset > input.Bytes.Length || e.Message.Length > 2000)
        {
            throw new InvalidOperationException(
                $"The offset {e.Offset} lies outside of the pickle, or the message has {e.Message.Length} characters.", e);
        }
    }
}
