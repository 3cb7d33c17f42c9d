namespace AerNas.Spaces;

/// <summary>A directed edge of a cell, from an earlier node to a later one; it carries one operation.</summary>
public readonly record struct EdgeId
{
    /// <summary>Makes the edge <paramref name="from"/> -> <paramref name="to"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="from"/> is negative or not before <paramref name="to"/>.</exception>
    public EdgeId(NodeIndex from, NodeIndex to)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from.Value);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from.Value, to.Value);
        From = from;
        To = to;
    }

    /// <summary>The node the edge reads.</summary>
    public NodeIndex From { get; }

    /// <summary>The node the edge adds to.</summary>
    public NodeIndex To { get; }

    /// <summary>Its stride: 2 where a cell that reduces reads its inputs, else 1.</summary>
    /// <param name="reduces">Whether its cell reduces.</param>
    /// <param name="inputNodes">How many nodes of the cell are inputs.</param>
    public int StrideIn(bool reduces, int inputNodes) => reduces && From.Value < inputNodes ? 2 : 1;

    /// <summary>The edge in the notation of NAS-Bench-201, <c>to&lt;-from</c>.</summary>
    public override string ToString() => $"{To}<-{From}";
}
