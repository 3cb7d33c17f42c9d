using System.CommandLine;
using AerNas.Networks;
using AerNas.Options;
using AerNas.Spaces;

namespace AerNas.Benchmarks.Steps;

/// <summary>The command-line options that say what step is timed.</summary>
internal sealed class StepOptions
{
    private static readonly Dictionary<string, MemoryLayout> Layouts = new()
    {
        ["automatic"] = MemoryLayout.Automatic,
        ["default"] = MemoryLayout.ChannelsFirst,
        ["channels-last"] = MemoryLayout.ChannelsLast,
    };

    private static readonly StepSettings Defaults = new();

    private readonly Option<string> _space =
        Choice("--space", SearchSpace.Darts.Name, "The search space", SearchSpace.All.Select(s => s.Name));
    private readonly Option<string> _order = Choice("--order", OrderName(false),
        "Of the alpha update: first, or second (DARTS with the virtual step)", [OrderName(false), OrderName(true)]);
    private readonly Option<string> _engine = Choice("--engine", EngineName(NetworkEngine.Auto), "What evaluates the supernet",
        Enum.GetValues<NetworkEngine>().Select(EngineName));
    private readonly Option<string> _layout =
        Choice("--layout", "automatic", "How feature maps lie in memory on the torch engine; see above", Layouts.Keys);
    private readonly Option<string> _memory = Choice("--memory", MemoryName(MemoryUse.Full),
        "What the fused engine keeps of a forward pass", Enum.GetValues<MemoryUse>().Select(MemoryName));
    private readonly Option<int> _channels = Number("--channels", Defaults.Channels, "Channels of the first cells");
    private readonly Option<int> _layers = Number("--layers", Defaults.Layers, "Cells in all (darts)");
    private readonly Option<int> _cells = Number("--cells", Defaults.Cells, "Cells in each of the three stages (nasbench201)");
    private readonly Option<int> _batch =
        Number("--batch", Defaults.Batch, "Images of the training batch, and as many of the validation batch");
    private readonly Option<int> _size = Number("--size", Defaults.Size, "Height and width of the images, in pixels");
    private readonly Option<int> _threads = Number("--threads", Defaults.Threads, "Threads that compute");
    private readonly Option<int> _steps = Number("--steps", Defaults.Steps, "Steps that are timed");
    private readonly Option<int> _warmUp = Number("--warmup", Defaults.WarmUp, "Steps before them that are not");

    public static string OrderName(bool second) => second ? "second" : "first";

    public static string EngineName(NetworkEngine engine) => engine.ToString().ToLowerInvariant();

    public static string MemoryName(MemoryUse memory) => memory.ToString().ToLowerInvariant();

    public static string LayoutName(MemoryLayout layout) => Layouts.Single(pair => pair.Value == layout).Key;

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        Option[] all = [_space, _order, _engine, _layout, _memory, _channels, _layers, _cells, _batch, _size, _threads, _steps, _warmUp];
        foreach (var option in all) command.Add(option);
    }

    /// <summary>Gives a command those of these options that are not about a supernet.</summary>
    public void AddCommonTo(Command command)
    {
        Option[] common = [_engine, _layout, _size, _threads, _steps, _warmUp];
        foreach (var option in common) command.Add(option);
    }

    /// <summary>What the user asked for.</summary>
    public StepSettings Read(ParseResult parse) => ReadCommon(parse) with
    {
        Space = SearchSpace.All.Single(s => s.Name == parse.GetValue(_space)),
        SecondOrder = parse.GetValue(_order) == OrderName(true),
        Memory = Enum.Parse<MemoryUse>(parse.GetRequiredValue(_memory), ignoreCase: true),
        Channels = parse.GetValue(_channels),
        Layers = parse.GetValue(_layers),
        Cells = parse.GetValue(_cells),
        Batch = parse.GetValue(_batch),
    };

    /// <summary>What the user asked for of the options that are not about a supernet.</summary>
    public StepSettings ReadCommon(ParseResult parse) => new()
    {
        Engine = Enum.Parse<NetworkEngine>(parse.GetRequiredValue(_engine), ignoreCase: true),
        Layout = Layouts[parse.GetRequiredValue(_layout)],
        Size = parse.GetValue(_size),
        Threads = parse.GetValue(_threads),
        Steps = parse.GetValue(_steps),
        WarmUp = parse.GetValue(_warmUp),
    };

    /// <summary>A whole number of at least 1.</summary>
    public static Option<int> Number(string name, int value, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var given) && given < 1)
                result.AddError($"{name} is {given}; it must be at least 1.");
        });
        return option;
    }

    /// <summary>One or more of some names; all of them where nothing is said.</summary>
    public static Option<string[]> Several(string name, string description, string[] values)
    {
        var option = new Option<string[]>(name)
        {
            Description = $"{description}, one or more of {string.Join(", ", values)} [default: all]",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => values,
            HelpName = "NAMES",
        };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    /// <summary>One of some words.</summary>
    public static Option<string> Choice(string name, string value, string description, IEnumerable<string> values)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => value };
        option.AcceptOnlyFromAmong([.. values]);
        return option;
    }
}
