namespace AerNas.Spaces;

/// <summary>A kind of cell.</summary>
public sealed record CellDefinition
{
    /// <value>What it is called: letters, digits, <c>-</c> and <c>_</c>.</value>
    public required string Name { get; init; }

    /// <value>Whether it halves height and width: the edges that read its inputs have a stride of 2.</value>
    public bool Reduces { get; init; }

    /// <value>The operations that edges may carry, by edge, where not all; of <see cref="SpaceDefinition.Operations"/>.</value>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Operations { get; init; }

    /// <value>The operations that none of its edges may carry.</value>
    public IReadOnlyList<string> Without { get; init; } = [];

    internal bool Offers(EdgeId edge, CandidateOperation operation) => Offers(edge, operation.Name);

    private bool Offers(EdgeId edge, string operation) => !Without.Contains(operation, StringComparer.OrdinalIgnoreCase)
        && (Operations is null || !Operations.TryGetValue($"{edge}", out var names)
            || names.Contains(operation, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a name is that of the zero operation.</summary>
    internal static bool IsNone(string name) => name.Equals(CandidateOperation.None.Name, StringComparison.OrdinalIgnoreCase);

    internal void Check(OptionRules rules, SpaceDefinition space)
    {
        rules.Require(SpaceDefinition.IsName(Name), "name", SpaceDefinition.NameRule);
        foreach (var (edge, names) in Operations ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            var path = $"operations.{edge}";
            rules.Require(space.ReadEdges().Any(known => $"{known}" == edge), path,
                $"is no edge of the cell; edges are {string.Join(", ", space.ReadEdges().Take(SpaceDefinition.Most))}.")
                .Require(names.Any(name => !IsNone(name)), path, "needs one operation at least that is not none.")
                .Require(names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Count, path, "names an operation twice.");
            RequireOfSpace(rules, space, names, path);
        }

        RequireOfSpace(rules, space, Without, "without");
        if (Without.Count == 0) return;
        foreach (var edge in space.ReadEdges().Where(edge => !space.Operations.Any(name => !IsNone(name) && Offers(edge, name))))
            rules.Require(false, "without", $"leaves {edge} no operation but none.");
    }

    private static void RequireOfSpace(OptionRules rules, SpaceDefinition space, IEnumerable<string> names, string path)
    {
        foreach (var stray in names.Where(name => !space.Operations.Contains(name, StringComparer.OrdinalIgnoreCase)))
            rules.Require(false, path, $"'{stray}' is none of the space's operations, {string.Join(", ", space.Operations)}.");
    }
}
