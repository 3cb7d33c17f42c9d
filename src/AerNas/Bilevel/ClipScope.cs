namespace AerNas.Bilevel;

/// <summary>What the gradient norm counts by which the weights' gradient is clipped.</summary>
public enum ClipScope
{
    /// <summary>The weights' gradient.</summary>
    Weights,

    /// <summary>Alpha's too: its last architecture gradient plus that of the training loss, as the official NAS-Bench-201 code.</summary>
    WeightsAndAlphas,

    /// <summary>That of the training loss in the mixture that w learns on, too: SDARTS on NAS-Bench-201 clips all parameters while its
    /// perturbed mixture stands in alpha's place.</summary>
    WeightsAndMixture,
}
