namespace AerNas.Kernels.Simd;

/// <summary>How many pixels a kernel computes.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Pixels a row.</param>
internal readonly record struct Extent(int Rows, int Columns)
{
    public int Pixels => Rows * Columns;

    /// <summary>One long row where both grids have no gaps between rows, so that kernels meet their remainder once.</summary>
    public Extent Joined(in Grid a, in Grid b) => a.IsContinuous(Columns) && b.IsContinuous(Columns) ? new Extent(1, Pixels) : this;
}
