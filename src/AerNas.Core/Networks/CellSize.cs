namespace AerNas.Networks;

/// <summary>How wide and large a cell of a supernet is.</summary>
/// <param name="Kind">The kind of cell.</param>
/// <param name="Channels">Channels of a node.</param>
/// <param name="Size">Height and width of a computed node.</param>
public readonly record struct CellSize(CellKind Kind, int Channels, int Size)
{
    /// <summary>Whether it halves height and width. Default: as its kind does.</summary>
    public bool Reduces { get; init; } = Kind.Reduces;

    /// <summary>Channels of its inputs. Default: those of a node.</summary>
    public int Reads { get; init; } = Channels;

    /// <inheritdoc cref="EdgeId.StrideIn"/>
    public int StrideOf(EdgeId edge, SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return edge.StrideIn(Reduces, space.InputNodes);
    }

    /// <summary>Height and width of what an edge reads.</summary>
    public int SizeBefore(EdgeId edge, SearchSpace space) => Size * StrideOf(edge, space);

    /// <summary>An operation on an edge of the cell.</summary>
    public OperationPlace Place(CandidateOperation operation, EdgeId edge, SearchSpace space) =>
        new(operation, edge.From.Value < space.InputNodes ? Reads : Channels, Channels, SizeBefore(edge, space), StrideOf(edge, space));
}

/// <summary>How wide a cell is and how often its maps are halved, whatever the size of the images.</summary>
/// <param name="Kind">The kind of cell.</param>
/// <param name="Channels">Channels of a node.</param>
/// <param name="Halvings">How often the images are halved on the way to a computed node.</param>
public readonly record struct CellScale(CellKind Kind, int Channels, int Halvings)
{
    /// <summary>Whether it halves height and width.</summary>
    public bool Reduces { get; init; }

    /// <summary>Channels of its inputs.</summary>
    public int Reads { get; init; }

    /// <summary>The size for images of a size.</summary>
    public CellSize For(int imageSize) => new(Kind, Channels, imageSize >> Halvings) { Reduces = Reduces, Reads = Reads };
}
