using System.Globalization;
using AerNas.Benchmarks.Steps;
using AerNas.Methods;
using AerNas.Options;
using AerNas.Spaces;

namespace AerNas.Benchmarks.Methods;

/// <summary>The size at which the methods are timed: one for all, so that they can be compared.</summary>
internal sealed record MethodSettings
{
    public SearchSpace Space { get; init; } = SearchSpace.Darts;

    public int Channels { get; init; } = 16;

    /// <value>Cells in all (DARTS).</value>
    public int Layers { get; init; } = 4;

    /// <value>Cells in each of the three stages (NAS-Bench-201).</value>
    public int Cells { get; init; } = 2;

    /// <value>Images of each of the two batches.</value>
    public int Batch { get; init; } = 16;

    public int Threads { get; init; } = 2;

    /// <value>The images; null: the embedded ones.</value>
    public string? Data { get; init; }

    /// <value>Steps that are timed.</value>
    public int Steps { get; init; } = 6;

    /// <value>Steps before them that are not.</value>
    public int WarmUp { get; init; } = 6;

    /// <summary>
    /// The search of a method at this size: its published options, where it has stages the first one, with alpha, where it learns at all,
    /// learning from the first epoch on.
    /// </summary>
    public SearchOptions OptionsOf(SearchMethod method, NetworkEngine engine)
    {
        var options = MethodCatalog.Small(method, Space);
        return options with
        {
            Search = options.Search with { BatchSize = Batch },
            Data = options.Data with { Path = Data },
            Supernet = new SupernetSize { Channels = Channels, Layers = Layers, Cells = Cells },
            Alpha = options.Alpha.WithoutWarmUp,
            Runtime = options.Runtime with { Engine = engine, Threads = Threads },
        };
    }

    /// <summary>The methods that run on the space.</summary>
    public IEnumerable<SearchMethod> Methods => MethodCatalog.All.Where(method => method.Spaces.Contains(Space));

    /// <summary>Each option's name, without the dashes, and its value.</summary>
    public IReadOnlyDictionary<string, string> Echo => new Dictionary<string, string>(
        Data is null ? [] : [KeyValuePair.Create("data", Data)])
    {
        ["space"] = Space.Name,
        ["channels"] = Text(Channels),
        ["layers"] = Text(Layers),
        ["cells"] = Text(Cells),
        ["batch"] = Text(Batch),
        ["threads"] = Text(Threads),
        ["steps"] = Text(Steps),
        ["warmup"] = Text(WarmUp),
    };

    /// <summary>The arguments that time one method in another process.</summary>
    public IEnumerable<string> ArgumentsFor(SearchMethod method, NetworkEngine engine) =>
        ["methods", "--json", "--method", method.Name, "--engine", StepOptions.EngineName(engine),
            .. Echo.SelectMany(option => new[] { $"--{option.Key}", option.Value })];

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
