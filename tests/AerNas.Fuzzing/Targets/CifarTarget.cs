using System.Collections.Immutable;
using AerNas.Fuzzing.Seeds;

namespace AerNas.Fuzzing.Targets;

/// <summary>CIFAR-10, CIFAR-100 and ImageNet16, binary and pickled.</summary>
internal sealed class CifarTarget : IFuzzTarget
{
    private readonly Dictionary<string, byte[]>[] _datasets =
    [
        SmallDatasets.Cifar10Binary(), SmallDatasets.Cifar100Binary(), SmallDatasets.Cifar10Python(), SmallDatasets.Cifar100Python(),
            SmallDatasets.ImageNet16(),
    ];

    public CifarTarget()
    {
        Seeds = DatasetTarget.Seeds(_datasets);
    }

    public string Name => "cifar";

    public int ShortInputs => 4000;

    public ImmutableArray<FuzzInput> Seeds { get; }

    public ImmutableArray<byte[]> Words { get; } =
        [.. new PickleTarget().Words, "labels"u8.ToArray(), "data"u8.ToArray(), "fine_labels"u8.ToArray(), "\n"u8.ToArray()];

    public ImmutableArray<Type> Refusals => DatasetTarget.Refusals;

    public byte[] Mend(FuzzInput input) => input.Bytes;

    public void Read(FuzzInput input) => DatasetTarget.Read(_datasets.First(files => files.ContainsKey(input.Name)), input);
}
