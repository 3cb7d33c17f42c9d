using AerNas.Spaces;

namespace AerNas.Networks;

/// <summary>How wide and large a cell of a supernet is.</summary>
/// <param name="Kind">The kind of cell.</param>
/// <param name="Channels">Channels of a node.</param>
/// <param name="Size">Height and width of a computed node.</param>
public readonly record struct CellSize(CellKind Kind, int Channels, int Size)
{
    /// <summary>The stride of an edge: 2 where a reduction cell reads its inputs.</summary>
    public int StrideOf(EdgeId edge, SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return Kind == CellKind.Reduction && edge.From.Value < space.InputNodes ? 2 : 1;
    }

    /// <summary>Height and width of what an edge reads.</summary>
    public int SizeBefore(EdgeId edge, SearchSpace space) => Size * StrideOf(edge, space);
}
