namespace AerNas.Options;

/// <summary>When the cosine of w's learning rate moves on.</summary>
public enum CosineStep
{
    /// <summary>After each epoch: the first has the first rate. DARTS and most others, on torch 1.0 or by their order of calls.</summary>
    AfterEpoch,

    /// <summary>
    /// Before each epoch: epoch e, from 0, has the rate of e + 1. So FairDARTS, NoisyDARTS, SGAS and SDARTS, whose scripts call the
    /// scheduler first on torch 1.1 or later.
    /// </summary>
    BeforeEpoch,
}
