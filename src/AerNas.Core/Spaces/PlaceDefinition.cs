namespace AerNas.Spaces;

/// <summary>Some cells of one kind and width.</summary>
public sealed record PlaceDefinition
{
    /// <value>The kind of cell.</value>
    public required string Cell { get; init; }

    /// <value>Channels of a node, as a factor of the network's.</value>
    public double Width { get; init; } = 1;

    /// <value>How many such cells follow each other; all share one architecture.</value>
    public int Repeat { get; init; } = 1;

    /// <value>Whether these cells halve height and width; null: as their kind does. A network for small images halves fewer times.</value>
    public bool? Reduces { get; init; }

    internal void Check(OptionRules rules, SpaceDefinition space)
    {
        SkeletonDefinition.RequireKind(rules, space, Cell, reduces: null, "cell");
        rules.Within(1.0 / 64, 64, Width, "width").AtLeast(1, Repeat, "repeat", SkeletonDefinition.MostPlaces);
    }
}
