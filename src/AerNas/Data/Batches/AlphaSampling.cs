namespace AerNas.Data.Batches;

/// <summary>Which images train alpha in a step of the search.</summary>
public enum AlphaSampling
{
    /// <summary>Passes over the alpha images in random order, begun anew in every epoch and when all were seen. Official for DARTS, P-DARTS
    /// and PC-DARTS (with halves of equal size they come to the same).</summary>
    Passes,

    /// <summary>Each training image is paired with an alpha image drawn with replacement. Official for AutoDL-Projects.</summary>
    WithReplacement,

    /// <summary>Each step a whole batch drawn anew from all alpha images, none twice in it. Official for FairDARTS, SGAS, NASP, SDARTS,
    /// RobustDARTS and DAAS, which ask a shuffled loader for its first batch in every step.</summary>
    FreshBatches,
}
