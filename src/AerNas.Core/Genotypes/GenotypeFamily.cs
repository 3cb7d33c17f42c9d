namespace AerNas.Genotypes;

/// <summary>Which skeleton a genotype's cells are stacked into, and which official notation writes it.</summary>
public enum GenotypeFamily
{
    /// <summary>Normal and reduction cells of two inputs with concatenated output (DARTS, NASNet, AmoebaNet).</summary>
    Darts,

    /// <summary>One cell of one input whose last node is the output (NAS-Bench-201).</summary>
    NasBench201,
}
