using System.Globalization;
using System.Text.Json.Serialization;
using AerNas.Graphs;

namespace AerNas.Spaces;

/// <summary>A search space as a person writes it down, in C# or as a JSON file of the same members in camel case. All cells of a space have
/// the same nodes and edges; which operations an edge may carry can differ from cell to cell. A chain of layers is a space of one input,
/// one node and one edge, with a cell for every layer.</summary>
public sealed record SpaceDefinition
{
    /// <summary>The most nodes of a cell, and the most cells.</summary>
    public const int Most = 100;

    private const int LongestAbout = 200, MostAlphas = 5_000; // an epoch's record is one line of them

    internal const string NameRule = "must be 1 to 40 letters, digits, - and _.";

    /// <value>What the space is called: letters, digits, <c>-</c> and <c>_</c>.</value>
    public required string Name { get; init; }

    /// <value>What it is, in a clause.</value>
    public string About { get; init; } = "";

    /// <value>How many outputs before it a cell reads: 1, or 2. These are its nodes 0 and 1.</value>
    public int Inputs { get; init; } = 1;

    /// <value>How many nodes of a cell are computed.</value>
    public int Nodes { get; init; } = 1;

    /// <value>The edges as <c>to&lt;-from</c>, such as <c>2&lt;-0</c>; null: one from every node to every later computed one.</value>
    public IReadOnlyList<string>? Edges { get; init; }

    /// <value>How many edges into a node a derived cell keeps; null: every edge stays and carries one operation.</value>
    public int? KeptEdges { get; init; }

    /// <value>Whether a skip connection stands beside what an edge carries, and is added to it; beside <c>none</c> there is none.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Shortcuts { get; init; }

    /// <value>What a cell puts out.</value>
    public CellOutput Output { get; init; }

    /// <value>The candidate operations by name, in the order of alpha's columns.</value>
    public required IReadOnlyList<string> Operations { get; init; }

    /// <value>The kinds of cell.</value>
    public IReadOnlyList<CellDefinition> Cells { get; init; } = [new CellDefinition { Name = CellKind.Normal.Name }];

    /// <value>The networks that the cells are stacked into; the first is that of the supernet.</value>
    public required IReadOnlyList<SkeletonDefinition> Skeletons { get; init; }

    /// <value>What follows the batch norms of inverted residuals, and of the convolutions of stem and head that activate.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Activation Activation { get; init; }

    /// <value>How the blocks of the supernet's cells are made.</value>
    public SupernetStyle Supernet { get; init; } = new();

    /// <value>Whose published settings methods take in it.</value>
    public PublishedProtocol Settings { get; init; }

    /// <value>Whether the entropy of an edge counts the zero operation.</value>
    public bool EntropyCountsNone { get; init; }

    /// <summary>Tells every problem with it, each with its path.</summary>
    internal OptionRules Check(Func<string, CandidateOperation?> known)
    {
        var rules = new OptionRules();
        rules.Require(IsName(Name), "name", NameRule)
            .Require(Inputs is 1 or 2, "inputs", $"must be 1 or 2, is {Inputs}.")
            .AtLeast(1, Nodes, "nodes", Most)
            .Require(KeptEdges is null or (>= 1 and <= Most), "keptEdges", $"must be 1 to {Most}, is {KeptEdges}.")
            .Require(Operations.Count is >= 1 and <= Most, "operations", $"needs 1 to {Most} names, has {Operations.Count}.")
            .Require(Operations.Distinct(StringComparer.OrdinalIgnoreCase).Count() == Operations.Count, "operations",
                "names an operation twice.")
            .Require(Cells.Count is >= 1 and <= Most, "cells", $"needs 1 to {Most} kinds of cell, has {Cells.Count}.")
            .Require(Cells.Select(cell => cell.Name.ToLowerInvariant()).Distinct().Count() == Cells.Count, "cells",
                "names a kind of cell twice.")
            .Require(Skeletons.Count is >= 1 and <= Most, "skeletons", $"needs 1 to {Most}, has {Skeletons.Count}.")
            .Require(Skeletons.Select(form => form.Name.ToLowerInvariant()).Distinct().Count() == Skeletons.Count, "skeletons",
                "names a skeleton twice.");
        for (var i = 0; i < Operations.Count; i++)
            rules.Require(known(Operations[i]) is not null, $"operations[{i}]", $"'{Operations[i]}' is no operation; there are "
                + $"{CandidateOperation.Listed}, and those that an extension brings (--extension).");
        rules.Require(Operations.Count == 0 || Operations.Any(name => !CellDefinition.IsNone(name)), "operations",
                "must have another than none.")
            .Require(About.Length <= LongestAbout, "about", $"must be at most {LongestAbout} characters, is {About.Length}.");
        CheckEdges(rules);
        rules.Require((long)Cells.Count * ReadEdges().Count() * Operations.Count <= MostAlphas, "",
            $"has more than {MostAlphas} architecture parameters (cells times edges times operations).");
        for (var i = 0; i < Cells.Count; i++) Cells[i].Check(rules.In($"cells[{i}]"), this);
        for (var i = 0; i < Skeletons.Count; i++) Skeletons[i].Check(rules.In($"skeletons[{i}]"), this, known);
        return rules;
    }

    /// <summary>The edges in row order: grouped by target, ascending source inside a group. What is no edge is left out.</summary>
    internal IEnumerable<EdgeId> ReadEdges() => Edges is null
        ? from to in Enumerable.Range(Inputs, Math.Clamp(Nodes, 0, Most))
          from source in Enumerable.Range(0, to)
          select new EdgeId(new NodeIndex(source), new NodeIndex(to))
        : Edges.Select(ReadEdge).OfType<EdgeId>().Distinct().OrderBy(edge => edge.To).ThenBy(edge => edge.From);

    /// <summary>Whether something can be the name of a space, cell or skeleton.</summary>
    internal static bool IsName(string name) =>
        name.Length is >= 1 and <= 40 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>The kind of cell of a name; null where there is none.</summary>
    internal CellDefinition? Find(string cell) =>
        Cells.FirstOrDefault(known => known.Name.Equals(cell, StringComparison.OrdinalIgnoreCase));

    /// <summary>The edge of a text; null where it is none of these cells.</summary>
    internal EdgeId? ReadEdge(string text) => text.Split("<-") is [var to, var from] && Node(to) is { } target && Node(from) is { } source
        && source < target && target >= Inputs && target < Inputs + Nodes ? new EdgeId(new NodeIndex(source), new NodeIndex(target)) : null;

    private void CheckEdges(OptionRules rules)
    {
        for (var i = 0; i < Edges?.Count; i++)
        {
            rules.Require(ReadEdge(Edges[i]) is not null, $"edges[{i}]",
                $"'{Edges[i]}' is no edge: it leads from an earlier node to a computed one, {Inputs} to {Inputs + Nodes - 1}, and is "
                + $"written like {Inputs}<-0.");
        }

        if (Edges is null) return;
        rules.Require(Edges.Distinct().Count() == Edges.Count, "edges", "names an edge twice.");
        var targets = ReadEdges().Select(edge => edge.To.Value).ToHashSet();
        foreach (var node in Enumerable.Range(Inputs, Math.Clamp(Nodes, 0, Most)).Where(node => !targets.Contains(node)))
            rules.Require(false, "edges", $"have none into node {node}.");
    }

    private static int? Node(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var node) ? node : null;
}

/// <summary>What a cell puts out.</summary>
public enum CellOutput
{
    /// <summary>The last node.</summary>
    LastNode,

    /// <summary>All computed nodes side by side, so that it has as many times the channels of a node.</summary>
    AllNodes,
}

/// <summary>How the blocks of a supernet's cells are made. Derived networks have learned norms that track, and no bias.</summary>
public sealed record SupernetStyle
{
    /// <value>Whether batch norms keep running statistics, which evaluation uses.</value>
    public bool TrackStatistics { get; init; }

    /// <value>Whether batch norms scale and shift by learned values.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Affine { get; init; }

    /// <value>Whether a batch norm follows each pooling.</value>
    public bool NormAfterPools { get; init; }

    /// <value>Whether dense convolutions have a bias.</value>
    public bool ConvolutionBias { get; init; }
}

/// <summary>Whose settings methods take: those that were published for a space hold for others that are searched alike.</summary>
public enum PublishedProtocol
{
    /// <summary>Those of quark0/darts and of the codes that came from it: the DARTS space on CIFAR-10.</summary>
    Darts,

    /// <summary>Those of AutoDL-Projects: NAS-Bench-201.</summary>
    NasBench201,
}
