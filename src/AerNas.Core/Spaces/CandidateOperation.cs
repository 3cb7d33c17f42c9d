using System.Diagnostics.CodeAnalysis;
using AerNas.Catalogues;
using AerNas.Graphs;

namespace AerNas.Spaces;

/// <summary>One choice for an edge, such as <c>sep_conv_3x3</c>: a name, and how it is built. Its identity is its name.</summary>
public sealed record CandidateOperation
{
    private readonly Func<OperationSite, MapId> _build;

    /// <summary>Makes an operation of one's own.</summary>
    /// <param name="name">How genotypes, alphas and files name it.</param>
    /// <param name="build">Adds its layers to a network and gives the map they come to, of the site's channels and stride.</param>
    public CandidateOperation(string name, Func<OperationSite, MapId> build)
        : this(name, OperationFamily.Other, build)
    {
    }

    internal CandidateOperation(string name, OperationFamily family, Func<OperationSite, MapId> build)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(build);
        (Name, Family, _build) = (name, family, build);
    }

    /// <summary>The zero operation.</summary>
    public static CandidateOperation None { get; } = new("none", OperationFamily.None, site => site.Graph.Zero(site.Source, site.Stride));

    /// <summary>Skip connection: a factorized reduction at stride 2, and a 1x1 convolution where only the width changes.</summary>
    public static CandidateOperation SkipConnect { get; } = new("skip_connect", OperationFamily.Skip, site => site switch
    {
        { Stride: not 1 } => site.Graph.FactorizedReduce(site.Source, site.Channels, site.Style.Norm),
        _ when site.Graph.ChannelsOf(site.Source) == site.Channels => site.Source,
        _ => site.Graph.ReluConvNorm(site.Source, site.Channels, Window.Square(1), site.Style with { ConvolutionBias = false }),
    });

    /// <summary>Noise of the standard normal distribution in the place of what it reads, while training; else zeros, its mean.</summary>
    public static CandidateOperation Noise { get; } = new("noise", OperationFamily.Noise,
        site => site.Graph.Noise(site.Graph.Zero(site.Source, site.Stride)));

    /// <summary>3x3 max pooling.</summary>
    public static CandidateOperation MaxPool3x3 { get; } = Pool("max_pool_3x3", OperationFamily.MaxPool, PoolKind.Maximum);

    /// <summary>5x5 max pooling (published genotypes only).</summary>
    public static CandidateOperation MaxPool5x5 { get; } = Pool("max_pool_5x5", OperationFamily.MaxPool, PoolKind.Maximum, kernel: 5);

    /// <summary>7x7 max pooling (the space of NASNet).</summary>
    public static CandidateOperation MaxPool7x7 { get; } = Pool("max_pool_7x7", OperationFamily.MaxPool, PoolKind.Maximum, kernel: 7);

    /// <summary>3x3 average pooling; padding is not counted.</summary>
    public static CandidateOperation AvgPool3x3 { get; } = Pool("avg_pool_3x3", OperationFamily.AveragePool, PoolKind.Average);

    /// <summary>3x3 separable convolution.</summary>
    public static CandidateOperation SepConv3x3 { get; } = Separable(3);

    /// <summary>5x5 separable convolution.</summary>
    public static CandidateOperation SepConv5x5 { get; } = Separable(5);

    /// <summary>7x7 separable convolution (published genotypes only).</summary>
    public static CandidateOperation SepConv7x7 { get; } = Separable(7);

    /// <summary>3x3 convolution of dilation 2.</summary>
    public static CandidateOperation DilConv3x3 { get; } = Dilated(3);

    /// <summary>5x5 convolution of dilation 2.</summary>
    public static CandidateOperation DilConv5x5 { get; } = Dilated(5);

    /// <summary>3x1 after 1x3 convolution (published genotypes only).</summary>
    public static CandidateOperation Conv3x1And1x3 { get; } = Factorized(3);

    /// <summary>7x1 after 1x7 convolution (published genotypes only).</summary>
    public static CandidateOperation Conv7x1And1x7 { get; } = Factorized(7);

    /// <summary>Dense 1x1 convolution (NAS-Bench-201).</summary>
    public static CandidateOperation NorConv1x1 { get; } = Dense(1);

    /// <summary>Dense 3x3 convolution (NAS-Bench-201).</summary>
    public static CandidateOperation NorConv3x3 { get; } = Dense(3);

    internal static Catalogue<CandidateOperation> Catalogue { get; } = new("operation", operation => operation.Name,
    [
        None, SkipConnect, MaxPool3x3, MaxPool5x5, MaxPool7x7, AvgPool3x3, SepConv3x3, SepConv5x5, SepConv7x7, DilConv3x3, DilConv5x5,
        Conv3x1And1x3, Conv7x1And1x7, NorConv1x1, NorConv3x3, Noise,
    ]);

    /// <summary>The operations that are listed, those that extensions bring among them. Beside them, inverted residuals can be named by
    /// their kernel, expansion and groups, such as <c>mbconv_5x5_e6</c>.</summary>
    public static ImmutableArray<CandidateOperation> All => Catalogue.All;

    /// <summary>The official name.</summary>
    public string Name { get; }

    /// <summary>What it computes.</summary>
    public OperationFamily Family { get; }

    /// <summary>Whether it has weights of its own at stride 1: convolutions do; pools, skip connections, noise and none do not.</summary>
    public bool HasParameters => Family is not (OperationFamily.None or OperationFamily.Noise or OperationFamily.Skip
        or OperationFamily.MaxPool or OperationFamily.AveragePool);

    /// <summary>The same operation once more, as a further column of a space (<see cref="SearchSpace.WithTwins"/>): an edge can then hold
    /// it twice, each with an alpha and weights of its own. No genotype names it.</summary>
    public CandidateOperation Twin => new($"{Name}_2", Family, _build) { Repeated = Original };

    /// <summary>What it is in a genotype: itself, or of a <see cref="Twin"/> the operation that it repeats.</summary>
    public CandidateOperation Original => Repeated ?? this;

    private CandidateOperation? Repeated { get; init; }

    /// <summary>Adds its layers to a network.</summary>
    /// <returns>The map they come to.</returns>
    public MapId Build(OperationSite site)
    {
        ArgumentNullException.ThrowIfNull(site);
        return _build(site);
    }

    /// <summary>Finds an operation by its official name; case does not count.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out CandidateOperation? operation) =>
        Catalogue.TryFind(name, out operation) || InvertedResidual.TryRead(name, out operation)
            || ManualBlocks.TryFind(name, out operation);

    /// <summary>Finds an operation by its official name.</summary>
    /// <exception cref="FormatException">No operation has that name.</exception>
    public static CandidateOperation Parse(string name) => TryParse(name, out var operation)
        ? operation
        : throw new FormatException($"'{name}' is no operation; there are {Listed}.");

    /// <summary>The operations that there are, for messages.</summary>
    internal static string Listed => $"{string.Join(", ", All)}, {ManualBlocks.Names} and {InvertedResidual.Names}";

    /// <inheritdoc/>
    public bool Equals(CandidateOperation? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>The official name.</summary>
    public override string ToString() => Name;

    private static CandidateOperation Pool(string name, OperationFamily family, PoolKind kind, int kernel = 3) => new(name, family, site =>
    {
        var pooled = site.Graph.Pool(site.Source, kind, Window.Square(kernel, site.Stride));
        return site.Style.NormAfterPools ? site.Graph.In("batch_norm").Norm(pooled, site.Style.Norm) : pooled;
    });

    private static CandidateOperation Separable(int kernel) =>
        new($"sep_conv_{kernel}x{kernel}", OperationFamily.SeparableConvolution, site =>
        site.Graph.SeparableConvolution(site.Source, site.Channels, Window.Square(kernel, site.Stride), site.Style.Norm));

    private static CandidateOperation Dilated(int kernel) => new($"dil_conv_{kernel}x{kernel}", OperationFamily.DilatedConvolution, site =>
        site.Graph.ReluDepthwisePointwiseNorm(site.Source, site.Channels, Window.Square(kernel, site.Stride, dilation: 2),
            site.Style.Norm));

    private static CandidateOperation Factorized(int kernel) =>
        new($"conv_{kernel}x1_1x{kernel}", OperationFamily.FactorizedConvolution, site =>
        site.Graph.FactorizedConvolution(site.Source, site.Channels, Window.Square(kernel, site.Stride), site.Style.Norm));

    private static CandidateOperation Dense(int kernel) => new($"nor_conv_{kernel}x{kernel}", OperationFamily.DenseConvolution, site =>
        site.Graph.ReluConvNorm(site.Source, site.Channels, Window.Square(kernel, site.Stride), site.Style));
}
