namespace AerNas.Kernels.Graphs;

/// <summary>A batch norm: epsilon 1e-5, momentum 0.1.</summary>
internal sealed record Normalization
{
    /// <summary>Where its learned scale lies in the weights.</summary>
    /// <value>null: it scales by 1.</value>
    public Slice? Scale { get; init; }

    /// <summary>Where its learned shift lies in the weights.</summary>
    /// <value>null: it shifts by 0.</value>
    public Slice? Shift { get; init; }

    /// <summary>Where its running mean lies in the statistics.</summary>
    /// <value>null: it keeps none, and evaluates with the statistics of the batch.</value>
    public Slice? RunningMean { get; init; }

    /// <summary>Where its running variance lies in the statistics; present where the running mean is.</summary>
    public Slice? RunningVariance { get; init; }
}

/// <summary>Where a parameter or a running statistic lies in the flat array of all of them.</summary>
/// <param name="Offset">Its first element.</param>
/// <param name="Length">How many elements.</param>
internal readonly record struct Slice(int Offset, int Length);
