using AerNas.Json;

namespace AerNas.Cli.Settings;

/// <summary>A flag of the command line that sets something in an options record.</summary>
internal abstract class Setting
{
    /// <summary>The flag.</summary>
    public abstract Option Option { get; }

    /// <summary>Whether the user gave it.</summary>
    public bool IsGiven(ParseResult parse) => parse.GetResult(Option) is { Implicit: false };

    /// <summary>Lays its value over the options, if it was given.</summary>
    public void ApplyTo<T>(OptionsOverlay<T> overlay, ParseResult parse)
        where T : class
    {
        if (!IsGiven(parse)) return;
        foreach (var (path, value) in Read(parse)) overlay.Set(path, value);
    }

    /// <summary>The flag's value as options.</summary>
    protected abstract IEnumerable<(string Path, JsonNode? Value)> Read(ParseResult parse);

    /// <summary>A flag that takes a whole number.</summary>
    public static Setting Number(string flag, string path, string description) =>
        new ValueSetting<int?>(NumberOption.Create(flag, description), path, value => JsonValue.Create(value));

    /// <summary>A flag that takes one of a few words, in whatever case; another word is left to the options to refuse.</summary>
    public static Setting Choice(string flag, string path, string description, IReadOnlyCollection<string> known)
    {
        var option = new Option<string>(flag) { Description = description, HelpName = ChoiceOption.HelpNameOf(known) };
        option.CompletionSources.Add([.. known]);
        return new ValueSetting<string>(option, path,
            value => JsonValue.Create(known.FirstOrDefault(word => word.Equals(value, StringComparison.OrdinalIgnoreCase)) ?? value));
    }

    /// <summary>A flag without a value.</summary>
    public static Setting Switch(string flag, string path, string description) =>
        new ValueSetting<bool>(new Option<bool>(flag) { Description = description }, path, value => JsonValue.Create(value));

    /// <summary>The flags that tell how images are read.</summary>
    public static IEnumerable<Setting> OfImages() =>
    [
        Number("--size", "data.imageSize", SharedOptions.SizeMeaning),
        new ValueSetting<string?>(SharedOptions.Framing("By default crop."), "data.framing", value => JsonValue.Create(value)),
        Switch("--skip-broken", "data.skipBroken", SharedOptions.SkipBrokenMeaning),
    ];

    /// <summary>A flag that takes any text.</summary>
    public static Setting Text(string flag, string path, string description, string helpName) =>
        new ValueSetting<string>(new Option<string>(flag) { Description = description, HelpName = helpName }, path,
            value => JsonValue.Create(value));
}
