namespace AerNas.Genotypes.Drawing;

/// <summary>What a vertex of a picture stands for.</summary>
internal enum DrawnKind
{
    /// <summary>A node of the cell, or its output.</summary>
    Node,

    /// <summary>An operation that computes something.</summary>
    Operation,

    /// <summary>The zero operation.</summary>
    Nothing,

    /// <summary>A place where a line passes a column; it is not seen.</summary>
    Bend,
}
