namespace AerNas.Kernels.Engine;

/// <summary>A weighted term of a node of a cell.</summary>
internal sealed unsafe class SumTerm(ViewState view, int? mixtureEntry, SumOperation sum)
{
    public ViewState View { get; } = view;

    /// <summary>Which entry of the mixture it is multiplied by; null: none.</summary>
    public int? MixtureEntry { get; } = mixtureEntry;
    public SumOperation Sum { get; } = sum;

    /// <summary>Whether it takes part in the current pass.</summary>
    public bool Active { get; set; }

    /// <summary>Its weight times the scale of its view. // [C]</summary>
    public required float* Scale { get; init; }

    /// <summary>Its weight in every channel. // [C]</summary>
    public required float* Weight { get; init; }

    /// <summary>Sums of the node's gradient times this term's map, centered where it is normalized.</summary>
    public required ImageSums Centered { get; init; }

    /// <summary>What it is multiplied by in the current pass.</summary>
    public float MixtureWeight { get; set; } = 1;

    /// <summary>Whether its map has a gradient of its own, which is asked for.</summary>
    public bool PassesOn => Active && View.Map is { OwnsGradient: true, RequiresGradient: true };

    /// <summary>Whether its sums are needed: for the weight itself, for the norm, or for parameters of the norm or a bias.</summary>
    public bool NeedsSums(Pass pass) =>
        (MixtureEntry is not null && pass.WantsMixture)
        || (View.Map is { RequiresGradient: true, OwnsGradient: false } && (View.Norm is not null || View.Bias is not null));
}
