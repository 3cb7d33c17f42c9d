using System.Collections.Immutable;
using System.Text;
using AerNas.Export;
using AerNas.Fuzzing.Seeds;
using AerNas.Inference;

namespace AerNas.Fuzzing.Targets;

/// <summary>ONNX files: ONNX Runtime reads them first, then the card in their metadata is read; they carry no hash.</summary>
internal sealed class OnnxTarget : IFuzzTarget, IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly Lazy<ImmutableArray<FuzzInput>> _seeds;

    public OnnxTarget()
    {
        _seeds = new(() => [Seed("model.onnx", resizes: false), Seed("resizing.onnx", resizes: true)]);
    }

    public string Name => "onnx";

    public int ShortInputs => 200;

    public ImmutableArray<FuzzInput> Seeds => _seeds.Value;

    public ImmutableArray<byte[]> Words { get; } =
    [
        .. new[]
        {
            "Conv", "Relu", "Pad", "Resize", "If", "pictures", "probabilities", "aernas", "batch", "\"size\":4096", "\"classNames\":[]",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public ImmutableArray<Type> Refusals { get; } = [typeof(OnnxFormatException)];

    public byte[] Mend(FuzzInput input) => input.Bytes;

    public void Read(FuzzInput input) => OnnxClassifier.Load(_folder.Write("input.onnx", input.Bytes), threads: 1).Dispose();

    public void Dispose() => _folder.Dispose();

    private FuzzInput Seed(string name, bool resizes)
    {
        var (card, network) = SmallModel.Create();
        var file = Path.Combine(_folder.Path, name);
        using (network) OnnxExport.Write(file, card, network, new OnnxExportOptions { Resizes = resizes });
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.AsSpan().LastIndexOf("aernas.sha256"u8)] = (byte)'x'; // without a hash, by which any damage would be refused
        return new FuzzInput(name, bytes);
    }
}
