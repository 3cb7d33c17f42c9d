using AerNas.Graphs;

namespace AerNas.Networks;

/// <summary>How a supernet is built. What its space does not use is ignored.</summary>
public sealed record SupernetOptions
{
    /// <summary>Channels of the first cells.</summary>
    /// <value>16.</value>
    public int Channels { get; init; } = 16;

    /// <summary>k: the first C / k channels an edge reads go through its operations, the others bypass them (PC-DARTS).</summary>
    /// <value>1: all go through. A divisor of <see cref="Channels"/>.</value>
    public int PartialChannels { get; init; } = 1;

    /// <summary>Cells in all, where the skeleton of the space has layers.</summary>
    /// <value>8.</value>
    public int Layers { get; init; } = 8;

    /// <summary>Cells in each stage, where the skeleton of the space has stages.</summary>
    /// <value>5.</value>
    public int Cells { get; init; } = 5;

    /// <summary>The operations that are built; a mixture must not ask for others.</summary>
    /// <value>null: all that the space offers. Every node is led to by one at least that is not <c>none</c>.</value>
    public KeptOperations? Kept { get; init; }

    /// <summary>Classes of the data.</summary>
    /// <value>10.</value>
    public int Classes { get; init; } = 10;

    /// <summary>Image channels: 1 for grey, 3 for colour.</summary>
    /// <value>3.</value>
    public int ImageChannels { get; init; } = 3;

    /// <summary>Whether the batch norms of the cells keep running statistics.</summary>
    /// <value>null: as official, yes in the DARTS space and no in NAS-Bench-201.</value>
    public bool? TrackStatistics { get; init; }

    /// <summary>Whether the convolutions of the cells have a bias before their batch norm (NAS-Bench-201).</summary>
    /// <value>null: as official, where the batch norm has none.</value>
    public bool? ConvolutionBias { get; init; }

    /// <summary>Whether the batch norms of the cells scale and shift by learned values.</summary>
    /// <value>false: as the space has them.</value>
    public bool Affine { get; init; }

    /// <summary>Element type of the weights.</summary>
    /// <value>float32.</value>
    public ScalarType DataType { get; init; } = ScalarType.Float32;

    /// <summary>Whether training disturbs skip connections (<see cref="Relaxations.Mixture.Skips"/>): Fused makes room for it.</summary>
    /// <value>false.</value>
    public bool DisturbsSkips { get; init; }

    /// <summary>Whether training drops paths of edges (<see cref="Relaxations.Mixture.Paths"/>): Fused makes room for it.</summary>
    /// <value>false.</value>
    public bool DropsPaths { get; init; }

    /// <summary>Whether the operations of an edge are parts of one set of weights, where each is an inverted residual or leaves it
    /// out. The fused engine does not know it.</summary>
    /// <value>false: each has weights of its own.</value>
    public bool SharesKernels { get; init; }

    /// <summary>Where the weights live.</summary>
    /// <value>null: the CPU.</value>
    public Device? Device { get; init; }

    /// <summary>Whether Fused computes maps that cost little again in backward passes, in place of keeping them.</summary>
    /// <value>false.</value>
    public bool Recomputes { get; init; }

    /// <summary>What evaluates the supernet. The fused engine takes as many threads as torch has when the supernet is built.</summary>
    /// <value><see cref="NetworkEngine.Auto"/>.</value>
    public NetworkEngine Engine { get; init; }

    /// <summary>Whether the operations that read a node share its ReLU on the Torch engine; published code has one for each.</summary>
    /// <value>true.</value>
    public bool SharesActivations { get; init; } = true;

    /// <summary>How feature maps lie in memory on the Torch engine.</summary>
    /// <value><see cref="MemoryLayout.Automatic"/>.</value>
    public MemoryLayout Layout { get; init; }

    /// <summary>How the blocks of its cells are made.</summary>
    internal BlockStyle StyleIn(SearchSpace space)
    {
        var style = space.SupernetStyle;
        return style with
        {
            Norm = new NormStyle(Affine || style.Norm.Affine, TrackStatistics ?? style.Norm.TrackStatistics),
            ConvolutionBias = style.ConvolutionBias && (ConvolutionBias ?? !Affine),
        };
    }

    /// <summary>What surrounds its cells, for images of any size.</summary>
    internal Skeleton SkeletonIn(SearchSpace space) => new()
    {
        Form = space.Skeletons[0],
        Channels = Channels,
        Layers = Layers,
        Cells = Cells,
        Classes = Classes,
        ImageSize = 0,
        InputChannels = ImageChannels,
    };
}

/// <summary>What the batch norms of a supernet's cells keep.</summary>
public enum CellStatistics
{
    /// <summary>As the space's own search has it: running statistics in the DARTS space, none in NAS-Bench-201.</summary>
    OfTheSpace,

    /// <summary>Running statistics, used in evaluation mode; the cells' convolutions lack a bias. So SDARTS on NAS-Bench-201.</summary>
    Running,
}
