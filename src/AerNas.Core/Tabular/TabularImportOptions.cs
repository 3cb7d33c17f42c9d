namespace AerNas.Tabular;

/// <summary>How a table is imported.</summary>
public sealed record TabularImportOptions
{
    /// <summary>Whether a folder may lack cells; the table then has no numbers of them.</summary>
    /// <value>false.</value>
    public bool AllowMissing { get; init; }

    /// <summary>How many files are read at a time.</summary>
    /// <value>The number of processors.</value>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
