using System.Text.Json.Serialization.Metadata;
using AerNas.Fitting;
using AerNas.Json;
using AerNas.Methods;
using AerNas.Training;

namespace AerNas.Cli.Settings;

/// <summary>The options changed on the command line, laid over the defaults in order: <c>--config</c>, <c>--set</c>, flags.</summary>
internal sealed class SettingGroup(params IReadOnlyList<Setting> settings)
{
    private readonly Option<string?> _config = new("--config")
    {
        Description = "Read options from this JSON file; the run.json of an earlier run is such a file.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Set any option by its path, such as weights.learningRate=0.05; may be repeated.",
        HelpName = "PATH=VALUE",
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        foreach (var setting in settings) command.Add(setting.Option);
        command.Add(_config);
        command.Add(_set);
    }

    /// <summary>The flags that the user gave, by name.</summary>
    public IEnumerable<string> Given(ParseResult parse) =>
        SharedOptions.Given(parse, settings.Select(s => s.Option).Concat([_config, _set]));

    /// <summary>The options with everything laid over the defaults.</summary>
    /// <exception cref="InvalidOptionsException">Something does not exist, or is of the wrong kind.</exception>
    public T Apply<T>(ParseResult parse, T defaults, JsonTypeInfo<T> type)
        where T : class => LayOver(new OptionsOverlay<T>(defaults, type), parse);

    /// <inheritdoc cref="Apply{T}(ParseResult, T, JsonTypeInfo{T})"/>
    public T Apply<T>(ParseResult parse, OptionsOverlay<T> defaults)
        where T : class => LayOver(defaults, parse);

    /// <summary>A first look, where the options that are asked for decide the defaults: what these do not have is passed over.</summary>
    /// <exception cref="InvalidOptionsException">Something is of the wrong kind.</exception>
    public T Glance<T>(ParseResult parse, T defaults, JsonTypeInfo<T> type)
        where T : class => LayOver(new OptionsOverlay<T>(defaults, type) { PassesOverUnknown = true }, parse);

    /// <summary>The options in a file: the whole of it, or what a run recorded as its options.</summary>
    /// <param name="file">The file.</param>
    /// <param name="kind">The run that they are for; null at a first look at those of a search, by a supernet or without one.</param>
    private static JsonObject Read(string file, RunKind? kind)
    {
        try
        {
            var read = JsonText.ParseObject(JsonText.ReadFile(file));
            if (read["kind"] is not JsonValue recorded || read["options"] is not JsonObject options) return read;
            if ($"{recorded}" == RunKind.Search.Word && MethodCatalog.TryFind($"{options["method"]}", out var method))
                options = EarlierOptions.Upgraded(options, method);
            if (kind is null && $"{recorded}" != RunKind.Search.Word && $"{recorded}" != RunKind.Sampling.Word) return []; // refused later
            return kind is null || $"{recorded}" == kind.Word ? options : throw new InvalidOptionsException(
                "--config", $"{file} is of {RunKind.Of($"{recorded}").Name}, whose options are others than those of {kind.Name}.");
        }
        catch (JsonFormatException e)
        {
            throw new InvalidOptionsException(
                [.. e.Problems.Select(problem => problem.Path.Length > 0 ? problem : problem with { Path = file })]);
        }
    }

    private static RunKind? KindOf(Type options) => options == typeof(SearchOptions) ? RunKind.Search
        : options == typeof(TrainingOptions) ? RunKind.Training
        : options == typeof(SamplingOptions) ? RunKind.Sampling
        : options == typeof(FitOptions) ? RunKind.Fit
        : null;

    private T LayOver<T>(OptionsOverlay<T> overlay, ParseResult parse)
        where T : class
    {
        if (parse.GetValue(_config) is { } file)
        {
            if (!File.Exists(file)) throw new InvalidOptionsException("--config", $"there is no file {file}.");
            overlay.Apply(Read(file, overlay.PassesOverUnknown ? null : KindOf(typeof(T))));
        }

        foreach (var assignment in parse.GetRequiredValue(_set)) overlay.Set(assignment);
        foreach (var setting in settings) setting.ApplyTo(overlay, parse);
        return overlay.Build();
    }
}
