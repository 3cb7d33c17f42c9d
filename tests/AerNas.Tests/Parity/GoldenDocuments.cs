using System.Text.Json;

namespace AerNas.Tests.Parity;

/// <summary>The golden cases that are judged by their case.json alone.</summary>
internal static class GoldenDocuments
{
    /// <summary>The case.json of every folder of a kind; the test is skipped where there is none.</summary>
    public static IReadOnlyList<JsonElement> Of(string kind)
    {
        var folders = SharedFiles.GoldenCases(kind).ToArray();
        if (folders.Length == 0) Assert.Skip("there are no goldens here; set AERNAS_GOLDENS to their folder");
        return [.. folders.Select(folder => Read(Path.Combine(folder, "case.json")))];
    }

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.Clone();
    }
}
