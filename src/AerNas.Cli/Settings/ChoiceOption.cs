using System.CommandLine.Parsing;

namespace AerNas.Cli.Settings;

/// <summary>Makes options that take one of a few words, case and hyphens aside, and say which there are.</summary>
internal static class ChoiceOption
{
    private const int LongestHelpName = 50; // characters

    /// <summary>The words for the values of an enumeration.</summary>
    public static string[] WordsOf<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];

    /// <summary>An option that may be left out.</summary>
    public static Option<string?> Create(string name, string description, IReadOnlyCollection<string> words) => new(name)
    {
        Description = description,
        HelpName = HelpNameOf(words),
        CustomParser = result => Parse(name, result, words),
        CompletionSources = { words.ToArray() },
    };

    /// <summary>An option with a value where it is left out.</summary>
    public static Option<string> Create(string name, string description, IReadOnlyCollection<string> words, string byDefault) => new(name)
    {
        Description = description,
        HelpName = HelpNameOf(words),
        DefaultValueFactory = _ => byDefault,
        CustomParser = result => Parse(name, result, words),
        CompletionSources = { words.ToArray() },
    };

    /// <summary>An argument that must be given.</summary>
    public static Argument<string> CreateArgument(string name, string description, IReadOnlyCollection<string> words) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', words),
        CustomParser = result => Parse(name, result, words),
        CompletionSources = { words.ToArray() },
    };

    /// <summary>The words, as help shows them; where they are too many for a column, that there is one to name.</summary>
    public static string HelpNameOf(IReadOnlyCollection<string> words)
    {
        var all = string.Join('|', words);
        return all.Length <= LongestHelpName ? all : "NAME";
    }

    private static string? Parse(string name, ArgumentResult result, IReadOnlyCollection<string> words)
    {
        if (result.Tokens.Count == 0) return null;
        var word = result.Tokens[0].Value;
        if (words.FirstOrDefault(known => Plain(known) == Plain(word)) is { } found) return found;
        result.AddError($"{name}: '{word}' is none of {string.Join(", ", words)}.");
        return null;
    }

    /// <summary>A word as it is compared: CIFAR-10 is cifar10.</summary>
    private static string Plain(string word) => word.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}
