using System.Text.Json;

namespace AerNas.Tests.Parity;

/// <summary>The golden cases that are judged by their case.json alone.</summary>
internal static class GoldenDocuments
{
    /// <summary>The case.json of every folder of a kind; the test is skipped where there is none.</summary>
    public static IReadOnlyList<JsonElement> Of(string kind)
    {
        var cases = GoldenCase.NamesOf(kind).ToArray();
        if (cases.Length == 0) Assert.Skip(GoldenFolders.Absent);
        return [.. cases.Select(name => GoldenCase.Read(name).Json)];
    }
}
