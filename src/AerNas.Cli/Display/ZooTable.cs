using System.Globalization;
using AerNas.Costs;
using AerNas.Zoo;

namespace AerNas.Cli.Display;

/// <summary>The zoo as tables and as JSON.</summary>
internal static class ZooTable
{
    /// <summary>The tables of docs/zoo.md.</summary>
    public static string Markdown()
    {
        string[] lines =
        [
            "## The genotypes",
            "| name | also | paper | from | CIFAR: parameters | multiply-adds | ImageNet: parameters | multiply-adds |",
            "| --- | --- | --- | --- | --- | --- | --- | --- |",
            .. GenotypeZoo.All.Where(entry => entry.Skeleton is null).Select(entry => $"{Head(entry)} | "
                + $"{string.Join(" | ", Costs(entry).Select(cost => $"{Exact(cost.Parameters)} | {Exact(cost.MultiplyAdds)}"))} |"),
            "",
            "## Networks of layers",
            "| name | also | paper | from | space and network | parameters | multiply-adds |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            .. from entry in GenotypeZoo.All where entry.Skeleton is not null from cost in Costs(entry) select OfLayers(entry, cost),
            "",
            "## As reported",
            "| name | on | network | error (top 5), % | parameters, M | exact | | multiply-adds, M | exact | by |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
            .. from entry in GenotypeZoo.All from compared in entry.Compared select Row(entry, compared),
            "",
            "## Not here",
            "| name | why |",
            "| --- | --- |",
            .. GenotypeZoo.LeftOut.Select(left => $"| {left.Name} | {left.Reason} |"),
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    /// <summary>What the networks of its space cost at their evaluation sizes.</summary>
    public static IEnumerable<GenotypeCost> Costs(ZooEntry entry) =>
        entry.Networks.Select(network => GenotypeCost.Of(entry.Architecture, network));

    /// <summary>Error and, where that is told, error of five answers; empty where none is reported.</summary>
    public static string Errors(ReportedResult reported) =>
        reported.Top5 is { } five ? $"{reported.Error} ({five})" : reported.Error ?? "";

    /// <summary>Whether what is reported is exact, and why not.</summary>
    public static string Verdict(ZooComparison compared) => compared.Agreement switch
    {
        ZooAgreement.Equal => "equal",
        ZooAgreement.WithAuxiliaryHead => "equal with the auxiliary head",
        ZooAgreement.Different => compared.Reported.Because ?? "differs",
        _ => "",
    };

    /// <summary>An entry with all that is told of it.</summary>
    public static JsonObject ToJson(ZooEntry entry) => new()
    {
        ["name"] = entry.Name,
        ["aliases"] = new JsonArray([.. entry.Aliases.Select(alias => JsonValue.Create(alias))]),
        ["paper"] = entry.Paper,
        ["source"] = entry.Source,
        ["space"] = entry.Space,
        ["genotype"] = entry.Genotype,
        ["note"] = entry.Note,
        ["networks"] = new JsonArray([.. entry.Networks.Zip(Costs(entry), (network, cost) => new JsonObject
        {
            ["skeleton"] = network.Form.Name,
            ["parameters"] = cost.Parameters,
            ["multiplyAdds"] = cost.MultiplyAdds,
        })]),
        ["reported"] = new JsonArray([.. entry.Compared.Select(ToJson)]),
    };

    private static JsonObject ToJson(ZooComparison compared) => new()
    {
        ["on"] = compared.Reported.On,
        ["channels"] = compared.Skeleton.Channels,
        ["cells"] = compared.Skeleton.Layers,
        ["error"] = compared.Reported.Error,
        ["top5"] = compared.Reported.Top5,
        ["parameters"] = compared.Reported.Parameters,
        ["exactParameters"] = compared.Cost.Parameters,
        ["exactParametersWithAuxiliaryHead"] = compared.Cost.Training.Parameters,
        ["verdict"] = Verdict(compared),
        ["multiplyAdds"] = compared.Reported.MultiplyAdds,
        ["exactMultiplyAdds"] = compared.Cost.MultiplyAdds,
        ["by"] = compared.Reported.By,
    };

    private static string Row(ZooEntry entry, ZooComparison compared)
    {
        var (reported, skeleton, cost) = (compared.Reported, compared.Skeleton, compared.Cost);
        var parameters = compared.Agreement == ZooAgreement.WithAuxiliaryHead ? cost.Training.Parameters : cost.Parameters;
        return $"| `{entry.Name}` | {reported.On} | {Size(skeleton)} | {Errors(reported)} | {reported.Parameters} | "
            + $"{Millions(parameters)} | {Verdict(compared)} | {reported.MultiplyAdds} | {Millions(cost.MultiplyAdds)} | {reported.By} |";
    }

    /// <summary>How deep and wide a network is: cells x channels, or the name of one whose layers are listed.</summary>
    public static string Size(Skeleton skeleton) =>
        skeleton.Form.Depth is null ? skeleton.Form.Name : $"{skeleton.Layers} x {skeleton.Channels}";

    private static string OfLayers(ZooEntry entry, GenotypeCost cost) =>
        $"{Head(entry)} | `{entry.Space}`, {entry.Skeleton} | {Exact(cost.Parameters)} | {Exact(cost.MultiplyAdds)} |";

    private static string Head(ZooEntry entry) => $"| `{entry.Name}` | {string.Join(", ", entry.Aliases)} | {entry.Paper}"
        + $"{(entry.Note is { } note ? $". {note}" : "")} | {entry.Source}";

    private static string Exact(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Millions(long count) => (count / 1e6).ToString("0.00", CultureInfo.InvariantCulture);
}
