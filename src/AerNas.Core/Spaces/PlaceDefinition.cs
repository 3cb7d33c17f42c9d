using System.Text.Json.Serialization;

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

    /// <value>By how much each of these cells is wider than the one before it, as a factor of the network's channels.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Growth { get; init; }

    /// <value>Whether these cells halve height and width; null: as their kind does. A network for small images halves fewer times.</value>
    public bool? Reduces { get; init; }

    internal void Check(OptionRules rules, SpaceDefinition space)
    {
        SkeletonDefinition.RequireKind(rules, space, Cell, reduces: null, "cell");
        rules.Within(1.0 / 64, 64, Width, "width").AtLeast(1, Repeat, "repeat", SkeletonDefinition.MostPlaces)
            .Within(0, 64, Growth, "growth").Within(0, 64, WidthOf(Repeat - 1), "growth");
    }

    /// <summary>The width of the cell of a number, from 0.</summary>
    internal double WidthOf(int cell) => Width + cell * Growth;
}
