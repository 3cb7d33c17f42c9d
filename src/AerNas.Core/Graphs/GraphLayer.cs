namespace AerNas.Graphs;

/// <summary>A feature map of a graph, known by the number of the layer that computes it.</summary>
/// <param name="Index">From 0; 0 is the first map added.</param>
public readonly record struct MapId(int Index);

/// <summary>A step of a network; it computes one feature map from maps before it.</summary>
public abstract record GraphLayer
{
    private protected GraphLayer()
    {
    }

    /// <summary>What it reads, in order.</summary>
    public abstract ImmutableArray<MapId> Sources { get; }
}

/// <summary>A step that reads one map.</summary>
public abstract record UnaryLayer : GraphLayer
{
    private protected UnaryLayer(MapId source) => Source = source;

    /// <summary>What it reads.</summary>
    public MapId Source { get; init; }

    /// <inheritdoc/>
    public sealed override ImmutableArray<MapId> Sources => [Source];
}

/// <summary>The images of the batch.</summary>
/// <param name="Channels">1 for grey, 3 for colour.</param>
public sealed record ImagesLayer(int Channels) : GraphLayer
{
    /// <inheritdoc/>
    public override ImmutableArray<MapId> Sources => [];
}

/// <summary>A convolution.</summary>
/// <param name="Source">What it reads.</param>
/// <param name="Window">Its kernel, stride, dilation and padding.</param>
/// <param name="Groups">Groups of channels that do not see each other: 1 for a dense one, as many as channels for a depthwise one.</param>
/// <param name="Weight">// [C_out, C_in / groups, kH, kW]</param>
/// <param name="Bias">What is added to each output channel; null: nothing. // [C_out]</param>
public sealed record ConvolutionLayer(MapId Source, Window Window, int Groups, GraphWeight Weight, GraphWeight? Bias) : UnaryLayer(Source)
{
    /// <summary>The operations of an edge that share the kernel: what is computed is the sum of their parts of it, each times its entry of
    /// the mixture. Default: none, the kernel is taken as it is.</summary>
    public ImmutableArray<KernelPart> Parts { get; init; } = [];
}

/// <summary>The part of a shared kernel that an operation of an edge has: the middle of the first output channels.</summary>
/// <param name="MixtureEntry">Which entry of the flat mixture it is multiplied by.</param>
/// <param name="Size">Height and width of the middle; 0 of an operation that has none of it.</param>
/// <param name="Channels">How many channels.</param>
public readonly record struct KernelPart(int MixtureEntry, int Size, int Channels);

/// <summary>A batch norm: epsilon 1e-5, momentum 0.1.</summary>
/// <param name="Source">What it reads.</param>
/// <param name="Affine">Its learned scale and shift; null: 1 and 0. // [C] both</param>
/// <param name="Running">Its running mean and variance; null: it always uses those of the batch. // [C] both</param>
public sealed record NormLayer(
    MapId Source, (GraphWeight Scale, GraphWeight Shift)? Affine, (GraphWeight Mean, GraphWeight Variance)? Running) : UnaryLayer(Source);

/// <summary>A function of each element by itself.</summary>
public sealed record ActivationLayer(MapId Source, Activation Function) : UnaryLayer(Source);

/// <summary>A pooling.</summary>
public sealed record PoolLayer(MapId Source, PoolKind Kind, Window Window) : UnaryLayer(Source);

/// <summary>The mean over all pixels of each channel: a map of one pixel.</summary>
public sealed record GlobalAverageLayer(MapId Source) : UnaryLayer(Source);

/// <summary>An affine map of a map of one pixel, such as a classifier.</summary>
/// <param name="Source">What it reads, of one pixel.</param>
/// <param name="Weight">// [C_out, C_in]</param>
/// <param name="Bias">// [C_out]</param>
public sealed record LinearLayer(MapId Source, GraphWeight Weight, GraphWeight Bias) : UnaryLayer(Source);

/// <summary>Maps of one size side by side, along the channels.</summary>
/// <param name="Parts">What it reads, in order.</param>
public sealed record ConcatenationLayer(ImmutableArray<MapId> Parts) : GraphLayer
{
    /// <inheritdoc/>
    public override ImmutableArray<MapId> Sources => Parts;
}

/// <summary>Some neighbouring channels of a map.</summary>
/// <param name="Source">What it reads.</param>
/// <param name="First">The first of them, from 0.</param>
/// <param name="Count">How many.</param>
public sealed record SliceLayer(MapId Source, int First, int Count) : UnaryLayer(Source);

/// <summary>The channels of k groups taken in turn: channel p k + g of the result is channel g (C / k) + p of the source.</summary>
public sealed record ShuffleLayer(MapId Source, int Groups) : UnaryLayer(Source);

/// <summary>A map without its first row and column, for a stride of two to read the pixels that it else leaves out; zeros fill up what is
/// odd in height or width first.</summary>
public sealed record ShiftLayer(MapId Source) : UnaryLayer(Source);

/// <summary>A map times a factor for each channel of each image, as squeeze-and-excite computes it.</summary>
/// <param name="Source">What it reads.</param>
/// <param name="Factor">A map of one pixel and as many channels.</param>
public sealed record ProductLayer(MapId Source, MapId Factor) : GraphLayer
{
    /// <inheritdoc/>
    public override ImmutableArray<MapId> Sources => [Source, Factor];
}

/// <summary>Zeros in the size that a pool of one pixel with this stride would give: the zero operation of a discrete cell.</summary>
/// <param name="Source">Gives channels and size.</param>
/// <param name="Stride">1, or 2 where it halves height and width.</param>
public sealed record ZeroLayer(MapId Source, int Stride) : UnaryLayer(Source);

/// <summary>A map that is dropped image by image while training, and scaled up where kept (drop path); else the map itself.</summary>
/// <param name="Source">What it reads.</param>
/// <param name="Place">What a pass knows it by: its number among all of them, in the order of the network.</param>
public sealed record DropPathLayer(MapId Source, int Place) : UnaryLayer(Source);

/// <summary>A map that a pass may disturb element by element while training (noise on skip connections); else the map itself.</summary>
/// <param name="Source">What it reads.</param>
/// <param name="Place">What a pass knows it by: its number among all of them, in the order of the network.</param>
public sealed record DisturbLayer(MapId Source, int Place) : UnaryLayer(Source);

/// <summary>A map to which training adds noise of the standard normal distribution; else the map itself.</summary>
/// <param name="Source">What it reads.</param>
/// <param name="Place">What a pass knows it by: its number among all of them, in the order of the network.</param>
public sealed record NoiseLayer(MapId Source, int Place) : UnaryLayer(Source);

/// <summary>What a pooling takes of its window.</summary>
public enum PoolKind
{
    /// <summary>The largest pixel.</summary>
    Maximum,

    /// <summary>The mean of the pixels inside the map; padding is not counted.</summary>
    Average,
}
