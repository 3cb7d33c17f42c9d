using AerNas.Json;

namespace AerNas.Cli.Settings;

/// <summary>A flag of the command line that sets something in an options record.</summary>
/// <param name="option">The flag.</param>
/// <param name="read">Its value as options by their paths, where it was given.</param>
internal sealed class Setting(Option option, Func<ParseResult, IEnumerable<(string Path, JsonNode? Value)>> read)
{
    public Option Option => option;

    /// <summary>Lays its value over the options, if it was given.</summary>
    public void ApplyTo<T>(OptionsOverlay<T> overlay, ParseResult parse)
        where T : class
    {
        if (parse.GetResult(option) is not { Implicit: false }) return;
        foreach (var (path, value) in read(parse)) overlay.Set(path, value);
    }

    /// <summary>A flag whose value says several options.</summary>
    public static Setting Of<T>(Option<T> option, Func<T, IEnumerable<(string Path, JsonNode? Value)>> read) =>
        new(option, parse => read(parse.GetRequiredValue(option)));

    public static Setting Number(string flag, string path, string description) =>
        Of(NumberOption.Create(flag, description), value => [(path, value)]);

    /// <summary>A flag that takes one of a few words, in whatever case; another word is left to the options to refuse.</summary>
    public static Setting Choice(string flag, string path, string description, IReadOnlyCollection<string> known)
    {
        var option = new Option<string>(flag) { Description = description, HelpName = ChoiceOption.HelpNameOf(known) };
        option.CompletionSources.Add([.. known]);
        return Of(option, value => [(path, known.FirstOrDefault(word => word.Equals(value, StringComparison.OrdinalIgnoreCase)) ?? value)]);
    }

    public static Setting Switch(string flag, string path, string description) =>
        Of(new Option<bool>(flag) { Description = description }, value => [(path, value)]);

    /// <summary>The flags that tell how images are read.</summary>
    public static IEnumerable<Setting> OfImages() =>
    [
        Number("--size", "data.imageSize", SharedOptions.SizeMeaning),
        Of(SharedOptions.Framing("By default crop."), value => [("data.framing", value)]),
        Switch("--skip-broken", "data.skipBroken", SharedOptions.SkipBrokenMeaning),
    ];

    public static Setting Text(string flag, string path, string description, string helpName) =>
        Of(new Option<string>(flag) { Description = description, HelpName = helpName }, value => [(path, value)]);
}
