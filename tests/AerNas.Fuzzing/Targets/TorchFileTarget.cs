using System.Collections.Immutable;
using System.Text;
using AerNas.Checkpoints;
using AerNas.Fuzzing.Seeds;

namespace AerNas.Fuzzing.Targets;

/// <summary>Files of torch.save, in both forms.</summary>
internal sealed class TorchFileTarget : IFuzzTarget
{
    public string Name => "torch";

    public int ShortInputs => 3_000;

    public ImmutableArray<FuzzInput> Seeds { get; } =
    [
        new("weights.pt", SmallTorchFiles.Zip(SmallTorchFiles.Tensors)),
        new("weights.pth", SmallTorchFiles.Pickles(SmallTorchFiles.Tensors)),
        new("checkpoint.pth", SmallTorchFiles.Pickles(SmallTorchFiles.Tensors, "state_dict")),
    ];

    public ImmutableArray<byte[]> Words { get; } =
    [
        .. new[]
        {
            "ctorch\nFloatStorage\n", "ctorch._utils\n_rebuild_tensor_v2\n", "h\0", "Q", ")R", "}b", "\u0080\u0002", "PK\u0003\u0004",
        }.Select(Encoding.Latin1.GetBytes),
    ];

    public ImmutableArray<Type> Refusals { get; } = [typeof(CheckpointFormatException)];

    public byte[] Mend(FuzzInput input) => ZipTarget.Mended(input.Bytes);

    public void Read(FuzzInput input) => OfficialCheckpoint.Parse(input.Bytes, input.Name);
}
