using System.Globalization;
using AerNas.Extensions;
using AerNas.Methods;
using AerNas.Spaces;

namespace AerNas.Cli;

/// <summary>A method as the tables of <c>aernas methods</c> show it.</summary>
internal sealed record MethodRow
{
    public required string Name { get; init; }

    public required string Reference { get; init; }

    public required string Difference { get; init; }

    public required IReadOnlyList<string> Spaces { get; init; }

    /// <summary>The published values that are not <c>darts-v1</c>'s; of a search-free method, those random search does not have.</summary>
    public required string Values { get; init; }

    /// <summary>The further settings it was published with, each by its name and in a clause; empty where there is none.</summary>
    public required string Presets { get; init; }

    /// <summary>The cost of a step on each space, once where it is the same.</summary>
    public required IReadOnlyList<string> Costs { get; init; }

    public required string Evidence { get; init; }

    /// <summary>The file of the extension that brings it; null where it comes with AerNas.</summary>
    public string? Extension => ExtensionScope.BringerOfMethod(Name)?.Identity.File;

    /// <summary>Every method, those without a supernet last.</summary>
    public static IEnumerable<MethodRow> All => MethodCatalog.All.Select(Of).Concat(MethodCatalog.SearchFree.Select(Of));

    public static MethodRow Of(SearchMethod method) => new()
    {
        Name = method.Name,
        Reference = method.Reference,
        Difference = method.About.Difference,
        Spaces = method.Spaces.Length == SearchSpace.All.Length ? ["any"] : [.. method.Spaces.Select(space => space.Name)],
        Values = ThatDiffer(method),
        Presets = string.Join("; ", method.Presets.Select(preset => $"--preset {preset.Name}: {preset.About}")),
        Costs = [.. Published(method).Select(method.About.StepCost).Select(cost => cost.ToString("0.##", CultureInfo.InvariantCulture))
            .Distinct()],
        Evidence = Shown(method.About.JudgedBy),
    };

    public static MethodRow Of(SamplingMethod method) => new()
    {
        Name = method.Name,
        Reference = method.Reference,
        Difference = method.Difference,
        Spaces = [.. method.Spaces.Select(space => space.Name)],
        Values = Listed(PublishedValues.ThatDiffer(method)),
        Presets = "",
        Costs = ["none"],
        Evidence = Shown(method.JudgedBy),
    };

    /// <summary>The spaces that methods were published in: of others they take the settings of one of these.</summary>
    private static IEnumerable<SearchSpace> Published(SearchMethod method) => method.Spaces.DistinctBy(space => space.Protocol);

    /// <summary>Once where they are the same on every space.</summary>
    private static string ThatDiffer(SearchMethod method)
    {
        var bySpace = Published(method).Select(space => (space.Name, Text: Listed(PublishedValues.ThatDiffer(method, space)))).ToList();
        return bySpace.Select(s => s.Text).Distinct().Count() == 1
            ? bySpace[0].Text
            : string.Join("; ", bySpace.Where(s => s.Text.Length > 0).Select(s => $"{s.Name}: {s.Text}"));
    }

    private static string Shown(MethodEvidence evidence) => evidence == MethodEvidence.GoldenCases ? "golden cases" : "formula tests";

    private static string Listed(IEnumerable<KeyValuePair<string, string>> values) =>
        string.Join(", ", values.Select(value => $"{value.Key}={value.Value.Trim('"')}"));
}
