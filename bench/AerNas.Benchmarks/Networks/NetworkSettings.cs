using System.Globalization;
using AerNas.Benchmarks.Steps;
using AerNas.Genotypes;
using AerNas.Networks;
using AerNas.Options;

namespace AerNas.Benchmarks.Networks;

/// <summary>What is timed of a derived network.</summary>
internal sealed record NetworkSettings
{
    public const string Train = "train";

    public const string Predict = "predict";

    public const string Own = "aernas";

    public const string Onnx = "onnx";

    /// <value>A training step (<see cref="Train"/>) or the answers for a batch (<see cref="Predict"/>).</value>
    public string Work { get; init; } = Train;

    /// <value>A name of the zoo.</value>
    public string Genotype { get; init; } = "DARTS_V2";

    /// <value>What runs it: an engine of AerNas (<see cref="Own"/>), or ONNX Runtime its exported file (<see cref="Onnx"/>).</value>
    public string Runtime { get; init; } = Own;

    public NetworkEngine Engine { get; init; }

    public MemoryLayout Layout { get; init; }

    public int Channels { get; init; } = 36;

    /// <value>Cells in all.</value>
    public int Layers { get; init; } = 20;

    public int Batch { get; init; } = 96;

    /// <value>Height and width of the images.</value>
    public int Size { get; init; } = 32;

    public int Threads { get; init; } = 2;

    /// <value>Steps that are timed.</value>
    public int Steps { get; init; } = 5;

    /// <value>Steps before them that are not.</value>
    public int WarmUp { get; init; } = 2;

    public bool Trains => Work == Train;

    /// <summary>How the cells are stacked, with the second classifier where they are large enough for it.</summary>
    public Skeleton Skeleton => Skeleton.Cifar with
    {
        Channels = Channels,
        Layers = Layers,
        ImageSize = Size,
        AuxiliaryHead = Size >= 24 ? AuxiliaryHead.Official : AuxiliaryHead.None,
    };

    /// <summary>Each option's name, without the dashes, and its value.</summary>
    public IReadOnlyDictionary<string, string> Echo => new Dictionary<string, string>
    {
        ["work"] = Work,
        ["genotype"] = Genotype,
        ["runtime"] = Runtime,
        ["engine"] = StepOptions.EngineName(Engine),
        ["layout"] = StepOptions.LayoutName(Layout),
        ["channels"] = Text(Channels),
        ["layers"] = Text(Layers),
        ["batch"] = Text(Batch),
        ["size"] = Text(Size),
        ["threads"] = Text(Threads),
        ["steps"] = Text(Steps),
        ["warmup"] = Text(WarmUp),
    };

    /// <summary>The arguments that time this in another process.</summary>
    public IEnumerable<string> Arguments =>
        ["network", "--json", .. Echo.SelectMany(option => new[] { $"--{option.Key}", option.Value })];

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
