namespace AerNas.Searching;

/// <summary>Which epoch's architecture a search returns.</summary>
public enum ArchitectureSelection
{
    /// <summary>The last epoch's: the official code on NAS-Bench-201.</summary>
    LastEpoch,

    /// <summary>The one whose supernet did best on the validation half: the official code of DARTS-AER on the DARTS space.</summary>
    BestValidation,
}
