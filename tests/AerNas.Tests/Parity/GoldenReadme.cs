using System.Globalization;
using System.Text.RegularExpressions;

namespace AerNas.Tests.Parity;

/// <summary>
/// How near float32 results must come to their references: relative to the largest of a group, or, in groups that are nearly zero,
/// absolutely.
/// </summary>
internal readonly record struct GoldenTolerance(double Relative, double Absolute = 0)
{
    /// <summary>The largest difference that a group of this largest reference may show.</summary>
    internal double Of(double largest) => Math.Max(Relative * largest, Absolute);
}

/// <summary>Reads the float32 tolerances out of the README of a golden folder.</summary>
internal static partial class GoldenReadme
{
    private static readonly GoldenTolerance Default = new(1e-4); // the loosest but one of all READMEs; used where none tells about a kind

    /// <summary>
    /// The tolerance of a kind of case: the fifth column of its row where the table has one, else what the text of the chapter says in
    /// which its row stands.
    /// </summary>
    /// <param name="readme">The README's text.</param>
    /// <param name="kind">The <c>case</c> field.</param>
    internal static GoldenTolerance Float32Of(string readme, string kind)
    {
        foreach (var chapter in ChapterStart().Split(readme))
        {
            var row = Regex.Match(chapter, $@"^\| *{Regex.Escape(kind)} *\|(?:(?:[^|]*\|){{4}} *(?<tolerance>[0-9.]+e-[0-9]+) *\|)?",
                RegexOptions.Multiline);
            if (!row.Success) continue;
            if (row.Groups["tolerance"].Success) return new(Number(row.Groups["tolerance"]));
            var told = ToleranceInWords().Match(chapter);
            if (told.Success)
                return new(Number(told.Groups["relative"]), told.Groups["absolute"].Success ? Number(told.Groups["absolute"]) : 0);
        }

        return Default;
    }

    private static double Number(Group digits) => double.Parse(digits.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("^# ", RegexOptions.Multiline)]
    private static partial Regex ChapterStart();

    [GeneratedRegex(@"float32 against `out` (?<relative>[0-9.]+e-[0-9]+) of the group's maximum(?:, absolute (?<absolute>[0-9.]+e-[0-9]+))?")]
    private static partial Regex ToleranceInWords();
}
