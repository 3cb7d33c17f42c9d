using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace AerNas.Fuzzing.Seeds;

/// <summary>
/// Changes a text word by word and number by number, so that it keeps its form and what lies behind the parser is reached. What is changed
/// hangs on the mutated bytes alone.
/// </summary>
internal static partial class TokenMutation
{
    private const int MostChanges = 3;

    private static readonly string[] Numbers =
        ["0", "1", "2", "3", "4", "5", "6", "7", "9", "15624", "15625", "0.5", "100", "100.1", "-1", "1e9", "2147483648", ""];

    /// <summary>A changed copy of one of the seeds; a seed stays what it is.</summary>
    public static byte[] Of(ImmutableArray<FuzzInput> seeds, FuzzInput input)
    {
        if (seeds.Any(seed => seed.Bytes.AsSpan().SequenceEqual(input.Bytes))) return input.Bytes;
        var random = input.Random();
        var tokens = Tokens().Matches(seeds[random.Below(seeds.Length)].Text()).Select(match => match.Value).ToList();
        int[] changeable = [.. Enumerable.Range(0, tokens.Count).Where(i => char.IsLetterOrDigit(tokens[i][0]))];
        for (var left = 1 + random.Below(MostChanges); left > 0; left--)
        {
            var at = changeable[random.Below(changeable.Length)];
            var other = tokens[changeable[random.Below(changeable.Length)]];
            tokens[at] = random.Below(8) switch
            {
                0 => "",
                1 => $"{tokens[at]},{tokens[at]}",
                2 or 3 => Numbers[random.Below(Numbers.Length)],
                _ => other,
            };
        }

        return Encoding.UTF8.GetBytes(string.Concat(tokens));
    }

    [GeneratedRegex(@"[\w.]+|[^\w.]")]
    private static partial Regex Tokens();
}
