using System.Globalization;

namespace AerNas.Cli.Settings;

/// <summary>Makes options that take numbers with commas between them, and say so when they are given something else.</summary>
internal static class NumbersOption
{
    /// <summary>An option of none or several numbers.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it does.</param>
    /// <param name="example">What a person may write behind it.</param>
    public static Option<double[]> Create(string name, string description, string example) => new(name)
    {
        Description = description,
        HelpName = "X,Y,…",
        CustomParser = result =>
        {
            var values = new List<double>();
            foreach (var part in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)))
            {
                if (double.TryParse(part, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) values.Add(value);
                else result.AddError($"'{part}' of {name} is no number; write it like {name} {example}.");
            }

            return [.. values];
        },
    };
}
