namespace AerNas.Cli;

/// <summary>Guesses what a misspelt word was meant to be.</summary>
internal static class Suggestion
{
    private const int FarthestDistance = 3;

    /// <summary>The command or option of the parsed command that is nearest to a word; null where none is near.</summary>
    public static string? For(string word, Command command) => command.Subcommands.Select(c => c.Name)
        .Concat(command.Options.Select(o => o.Name))
        .Select(name => (Name: name, Distance: Distance(word, name)))
        .Where(candidate => candidate.Distance <= Math.Min(FarthestDistance, word.Length / 2))
        .OrderBy(candidate => candidate.Distance)
        .Select(candidate => candidate.Name)
        .FirstOrDefault();

    /// <summary>Names by how near they are to a word, the nearest first; case does not count.</summary>
    public static IEnumerable<string> Nearest(string word, IEnumerable<string> names) =>
        names.OrderBy(name => Distance(word.ToUpperInvariant(), name.ToUpperInvariant()));

    /// <summary>Levenshtein's distance.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
