using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using AerNas.Export;
using AerNas.Fuzzing.Seeds;

namespace AerNas.Fuzzing.Targets;

/// <summary>The files of a model folder: one of them is the input, the others are sound, and the card has the weights' digest.</summary>
internal sealed class ModelTarget : IFuzzTarget, IDisposable
{
    private const string Card = "model.json", Weights = "model.safetensors";

    private readonly ScratchFolder _folder = new();
    private readonly Lazy<ImmutableArray<FuzzInput>> _seeds;

    public ModelTarget()
    {
        _seeds = new(() =>
        {
            Save();
            return [.. new[] { Card, "genotype.json", Weights }
                .Select(name => new FuzzInput(name, File.ReadAllBytes(Path.Combine(_folder.Path, name))))];
        });
    }

    public string Name => "models";

    public int ShortInputs => 200;

    public ImmutableArray<FuzzInput> Seeds => _seeds.Value;

    public ImmutableArray<byte[]> Words { get; } = JsonWords.With(
        "\"skeleton\":", "\"form\":", "\"Cifar\"", "\"channels\":", "\"cells\": 3", "\"layers\":", "\"classNames\":", "\"std\":",
            "\"auxiliaryHead\": \"Official\"", "\"imageSize\": 8", "\"none\"", "\"edges\":", "\"F32\"");

    public ImmutableArray<Type> Refusals { get; } = [typeof(ModelFormatException)];

    public byte[] Mend(FuzzInput input) => input.Name == Weights ? input.Bytes
        : JsonMutation.Of(Seeds, input);

    public void Read(FuzzInput input)
    {
        foreach (var sound in Seeds)
        {
            var bytes = sound.Name == input.Name ? input.Bytes : sound.Bytes;
            if (sound.Name == Card && input.Name == Weights)
                bytes = Encoding.UTF8.GetBytes(sound.Text()
                    .Replace(Digest(Seeds[^1].Bytes), Digest(input.Bytes), StringComparison.Ordinal));
            _folder.Write(sound.Name, bytes);
        }

        ModelFolder.Load(_folder.Path).Dispose();
    }

    public void Dispose() => _folder.Dispose();

    private void Save()
    {
        var (card, network) = SmallModel.Create();
        using (network) ModelFolder.Save(_folder.Path, card, network.Genotype, network);
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
