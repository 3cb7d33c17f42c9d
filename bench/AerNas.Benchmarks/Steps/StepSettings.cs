using System.Globalization;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Spaces;

namespace AerNas.Benchmarks.Steps;

/// <summary>What is timed.</summary>
internal sealed record StepSettings
{
    public SearchSpace Space { get; init; } = SearchSpace.Darts;

    public bool SecondOrder { get; init; }

    public NetworkEngine Engine { get; init; }

    public MemoryLayout Layout { get; init; }

    public MemoryUse Memory { get; init; }

    public int Channels { get; init; } = 16;

    /// <value>Cells in all (DARTS).</value>
    public int Layers { get; init; } = 8;

    /// <value>Cells in each of the three stages (NAS-Bench-201).</value>
    public int Cells { get; init; } = 5;

    /// <value>Images of each of the two batches.</value>
    public int Batch { get; init; } = 16;

    /// <value>Height and width of the images.</value>
    public int Size { get; init; } = 32;

    public int Threads { get; init; } = 2;

    /// <value>Steps that are timed.</value>
    public int Steps { get; init; } = 5;

    /// <value>Steps before them that are not.</value>
    public int WarmUp { get; init; } = 2;

    /// <summary>The supernet.</summary>
    public SupernetOptions Supernet => new()
    {
        Channels = Channels,
        Layers = Layers,
        Cells = Cells,
        Engine = Engine,
        Layout = Layout,
        Recomputes = Memory == MemoryUse.Low,
        SharesActivations = !IsYardstick,
    };

    /// <summary>Whether it runs as the official code does, one operation after the other: torch in its default layout.</summary>
    public bool IsYardstick => Engine == NetworkEngine.Torch && Layout == MemoryLayout.ChannelsFirst;

    /// <summary>Each option's name, without the dashes, and its value.</summary>
    public IReadOnlyDictionary<string, string> Echo => new Dictionary<string, string>
    {
        ["space"] = Space.Name,
        ["order"] = StepOptions.OrderName(SecondOrder),
        ["engine"] = StepOptions.EngineName(Engine),
        ["layout"] = StepOptions.LayoutName(Layout),
        ["memory"] = StepOptions.MemoryName(Memory),
        ["channels"] = Text(Channels),
        ["layers"] = Text(Layers),
        ["cells"] = Text(Cells),
        ["batch"] = Text(Batch),
        ["size"] = Text(Size),
        ["threads"] = Text(Threads),
        ["steps"] = Text(Steps),
        ["warmup"] = Text(WarmUp),
    };

    /// <summary>The arguments that time this in another process.</summary>
    public IEnumerable<string> Arguments => ["step", "--json", .. Echo.SelectMany(option => new[] { $"--{option.Key}", option.Value })];

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
