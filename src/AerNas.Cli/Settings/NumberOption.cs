using System.CommandLine.Parsing;
using System.Globalization;

namespace AerNas.Cli.Settings;

/// <summary>Makes options that take a whole number and say so when they are given something else.</summary>
internal static class NumberOption
{
    public static Option<int?> Create(string name, string description) =>
        new(name) { Description = description, HelpName = "N", CustomParser = result => Parse(name, result) };

    private static int? Parse(string name, ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        result.AddError($"{name} takes a whole number, not '{text}'.");
        return null;
    }
}
