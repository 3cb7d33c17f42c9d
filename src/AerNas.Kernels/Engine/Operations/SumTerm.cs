namespace AerNas.Kernels.Engine;

/// <summary>A weighted term of a node of a cell.</summary>
/// <param name="view">What is added.</param>
/// <param name="mixtureEntry">Which entry of the mixture it is multiplied by; null: none.</param>
/// <param name="place">What a disturbance knows it by, where one may scale its images; null: none may.</param>
/// <param name="sum">The sum it belongs to.</param>
internal sealed unsafe class SumTerm(ViewState view, int? mixtureEntry, int? place, SumOperation sum)
{
    private readonly double[] _plain = place is null ? [] : new double[sum.Output.PaddedChannels];

    public ViewState View { get; } = view;

    /// <summary>Which entry of the mixture it is multiplied by; null: none.</summary>
    public int? MixtureEntry { get; } = mixtureEntry;
    public SumOperation Sum { get; } = sum;

    /// <summary>Whether it takes part in the current pass.</summary>
    public bool Active { get; set; }

    /// <summary>Its weight times the scale of its view. // [C]</summary>
    public required float* Scale { get; init; }

    /// <summary>Its weight times the shift of its view, where images are scaled. // [C]</summary>
    public required float* Shift { get; init; }

    /// <summary>Its weight in every channel. // [C]</summary>
    public required float* Weight { get; init; }

    /// <summary>Sums of the node's gradient times this term's map, centered where it is normalized.</summary>
    public required ImageSums Centered { get; init; }

    /// <summary>The sums of the gradient that reaches it. // [C]</summary>
    public double[] Plain => IsScaled ? _plain : Sum.Output.GradientTotal!.Totals;

    /// <summary>Whether the current pass scales its images.</summary>
    public bool IsScaled { get; private set; }

    /// <summary>What it is multiplied by in the current pass.</summary>
    public float MixtureWeight { get; set; } = 1;

    /// <summary>Whether its map has a gradient of its own, which is asked for.</summary>
    public bool PassesOn => Active && View.Map is { OwnsGradient: true, RequiresGradient: true };

    /// <summary>Takes up what the current pass does to it.</summary>
    public void Prepare(Pass pass) => IsScaled = place is { } p && pass.Disturbance?.Reaches(p) == true;

    /// <summary>What an image is multiplied by in the current pass.</summary>
    public float ScaleOf(Pass pass, int image) => IsScaled ? pass.Disturbance!.ScaleOf(place!.Value, image) : 1;

    /// <summary>Adds up the sums of all images, the gradient's as they are scaled.</summary>
    public void Complete(Pass pass, int images)
    {
        Centered.Complete(images);
        if (!IsScaled) return;
        Array.Clear(_plain);
        for (var image = 0; image < images; image++) Sum.Output.GradientTotal!.AddTo(_plain, image, ScaleOf(pass, image));
    }

    /// <summary>Whether its sums are needed: for the weight itself, for the norm, or for parameters of the norm or a bias.</summary>
    public bool NeedsSums(Pass pass) =>
        (MixtureEntry is not null && pass.WantsMixture)
        || (View.Map is { RequiresGradient: true, OwnsGradient: false } && (View.Norm is not null || View.Bias is not null));
}
