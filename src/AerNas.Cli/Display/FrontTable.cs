using AerNas.Searching;

namespace AerNas.Cli.Display;

/// <summary>Shows the architectures that a search leaves to choose from.</summary>
internal static class FrontTable
{
    private const int Most = 12; // lines; the rest lies in the run

    /// <summary>Shows those of a result; nothing where the method looks at accuracy alone.</summary>
    public static void Show(SearchResult result, CommandOutput output)
    {
        if (result.Front.IsEmpty) return;
        output.Line();
        output.Line($"Of all that were judged, none is better than these {Text.Count(result.Front.Length)} in accuracy, multiply-adds and "
            + "parameters at once:");
        foreach (var member in result.Front.Take(Most))
            output.Line($"  {member.Accuracy,5:0.0} %  {Text.Count(member.MultiplyAdds),8} multiply-adds  "
                + $"{Text.Count(member.Parameters),8} parameters  {GenotypeNotation.Brief(member.Genotype)}");
        if (result.Front.Length > Most) output.Line($"  and {result.Front.Length - Most} more in result.json of the run");
    }
}
