namespace AerNas.Searching;

/// <summary>What the gradient norm counts by which the weights' gradient is clipped.</summary>
public enum ClipScope
{
    /// <summary>The weights' gradient.</summary>
    Weights,

    /// <summary>Alpha's too: its last architecture gradient plus that of the training loss, as the official code on NAS-Bench-201 does.</summary>
    WeightsAndAlphas,
}
