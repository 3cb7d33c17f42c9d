namespace AerNas.Kernels.Engine;

/// <summary>
/// A feature map of a batch: [N, C / lanes, H, W, lanes]. Its batch norm is not part of it: readers apply it while reading.
/// </summary>
internal sealed unsafe class FeatureMap : BlockedMap
{
    /// <param name="index">Which node of the graph computes it.</param>
    /// <param name="channels">Its channels; several numbers where maps stand side by side, each filled up to whole blocks.</param>
    /// <param name="size">Height and width.</param>
    /// <param name="lanes">Channels in a vector.</param>
    public FeatureMap(int index, IEnumerable<int> channels, (int Height, int Width) size, int lanes)
        : base(channels, size, lanes) => Index = index;

    /// <summary>Which node of the graph computes it.</summary>
    public int Index { get; }

    /// <summary>Floats of one block of channels of an image.</summary>
    public int BlockStep => Pixels * Lanes;

    /// <summary>Floats of an image.</summary>
    public int ImageStep => Blocks * BlockStep;

    /// <summary>Whether it is not kept after the forward pass, and computed again in the backward pass.</summary>
    public bool IsRecomputed { get; set; }

    /// <summary>The values of the first image.</summary>
    public float* Data { get; set; }

    /// <summary>What reads it; one view, unless only sums read it.</summary>
    public List<ViewState> Views { get; } = [];

    /// <summary>The terms of sums that read it.</summary>
    public List<SumTerm> Terms { get; } = [];

    /// <summary>Where readers other than sums leave gradients, those behind a ReLU before its mask; null: there are none.</summary>
    public GradientBuffer? Rectified { get; set; }

    /// <summary>Where the gradient of its view gathers; null: only sums read it, and their gradients, weighted, are its own.</summary>
    public GradientBuffer? Gradient { get; set; }

    /// <summary>Whether the current backward pass needs its gradient.</summary>
    public bool RequiresGradient { get; set; }

    /// <summary>Whether a reader asks for the deviation of all its elements; see <see cref="Pass.MeasuresDeviations"/>.</summary>
    public bool MeasuresDeviation { get; set; }

    /// <summary>For its batch statistics; null where nothing needs them.</summary>
    public BatchMoments? Moments { get; set; }

    /// <summary>Whether it has a buffer of its own for its gradient.</summary>
    public bool OwnsGradient => Gradient is not null || Rectified is not null;

    /// <summary>The buffer that holds the gradient once it is complete.</summary>
    public GradientBuffer FinalGradient => Gradient ?? Rectified!;

    /// <summary>Sums of its complete gradient, where a norm or a bias needs them.</summary>
    public ImageSums? GradientTotal { get; set; }

    /// <summary>The values of an image.</summary>
    public float* Image(int image) => Data + (long)image * ImageStep;
}
