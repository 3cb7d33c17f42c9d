namespace AerNas.Networks;

/// <summary>What the batch norms of a supernet's cells keep.</summary>
public enum CellStatistics
{
    /// <summary>As the space's own search has it: running statistics in the DARTS space, none in NAS-Bench-201.</summary>
    OfTheSpace,

    /// <summary>Running statistics, used in evaluation mode; the cells' convolutions lack a bias. So SDARTS on NAS-Bench-201.</summary>
    Running,
}
