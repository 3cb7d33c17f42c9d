using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace AerNas.Spaces;

/// <summary>One choice for an edge, such as <c>sep_conv_3x3</c>. Its identity is its official name.</summary>
public sealed record CandidateOperation
{
    private CandidateOperation(string name, OperationFamily family, int kernelSize = 1, int dilation = 1)
    {
        Name = name;
        Family = family;
        KernelSize = kernelSize;
        Dilation = dilation;
    }

    /// <summary>The zero operation.</summary>
    public static CandidateOperation None { get; } = new("none", OperationFamily.None);

    /// <summary>Skip connection.</summary>
    public static CandidateOperation SkipConnect { get; } = new("skip_connect", OperationFamily.Skip);

    /// <summary>3x3 max pooling.</summary>
    public static CandidateOperation MaxPool3x3 { get; } = new("max_pool_3x3", OperationFamily.MaxPool, 3);

    /// <summary>3x3 average pooling.</summary>
    public static CandidateOperation AvgPool3x3 { get; } = new("avg_pool_3x3", OperationFamily.AveragePool, 3);

    /// <summary>3x3 separable convolution.</summary>
    public static CandidateOperation SepConv3x3 { get; } = new("sep_conv_3x3", OperationFamily.SeparableConvolution, 3);

    /// <summary>5x5 separable convolution.</summary>
    public static CandidateOperation SepConv5x5 { get; } = new("sep_conv_5x5", OperationFamily.SeparableConvolution, 5);

    /// <summary>7x7 separable convolution (published genotypes only).</summary>
    public static CandidateOperation SepConv7x7 { get; } = new("sep_conv_7x7", OperationFamily.SeparableConvolution, 7);

    /// <summary>3x3 convolution of dilation 2.</summary>
    public static CandidateOperation DilConv3x3 { get; } = new("dil_conv_3x3", OperationFamily.DilatedConvolution, 3, 2);

    /// <summary>5x5 convolution of dilation 2.</summary>
    public static CandidateOperation DilConv5x5 { get; } = new("dil_conv_5x5", OperationFamily.DilatedConvolution, 5, 2);

    /// <summary>7x1 after 1x7 convolution (published genotypes only).</summary>
    public static CandidateOperation Conv7x1And1x7 { get; } = new("conv_7x1_1x7", OperationFamily.FactorizedConvolution, 7);

    /// <summary>Dense 1x1 convolution (NAS-Bench-201).</summary>
    public static CandidateOperation NorConv1x1 { get; } = new("nor_conv_1x1", OperationFamily.DenseConvolution, 1);

    /// <summary>Dense 3x3 convolution (NAS-Bench-201).</summary>
    public static CandidateOperation NorConv3x3 { get; } = new("nor_conv_3x3", OperationFamily.DenseConvolution, 3);

    /// <summary>Every operation AerNas can build and cost.</summary>
    public static ImmutableArray<CandidateOperation> All { get; } =
    [
        None, SkipConnect, MaxPool3x3, AvgPool3x3, SepConv3x3, SepConv5x5, SepConv7x7, DilConv3x3, DilConv5x5, Conv7x1And1x7,
        NorConv1x1, NorConv3x3,
    ];

    /// <summary>The official name.</summary>
    public string Name { get; }

    /// <summary>What it computes.</summary>
    public OperationFamily Family { get; }

    /// <summary>Kernel height and width, in pixels.</summary>
    public int KernelSize { get; }

    /// <summary>Distance between kernel taps, in pixels.</summary>
    public int Dilation { get; }

    /// <summary>Whether it has weights of its own at stride 1: convolutions do; pools, skip connections and the zero operation do not.</summary>
    public bool HasParameters => Family is not (OperationFamily.None or OperationFamily.Skip or OperationFamily.MaxPool or OperationFamily.AveragePool);

    /// <summary>
    /// The same operation once more, as a further column of a space (<see cref="SearchSpace.WithTwins"/>): an edge can then hold it twice,
    /// each with an alpha and weights of its own. No genotype names it.
    /// </summary>
    public CandidateOperation Twin => new($"{Name}_2", Family, KernelSize, Dilation) { Repeated = Original };

    /// <summary>What it is in a genotype: itself, or of a <see cref="Twin"/> the operation that it repeats.</summary>
    public CandidateOperation Original => Repeated ?? this;

    private CandidateOperation? Repeated { get; init; }

    /// <summary>Finds an operation by its official name; case does not count.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out CandidateOperation? operation)
    {
        operation = All.FirstOrDefault(o => o.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return operation is not null;
    }

    /// <summary>Finds an operation by its official name.</summary>
    /// <exception cref="FormatException">No operation has that name.</exception>
    public static CandidateOperation Parse(string name) => TryParse(name, out var operation)
        ? operation
        : throw new FormatException($"'{name}' is no operation; there are {string.Join(", ", All.Select(o => o.Name))}.");

    /// <inheritdoc/>
    public bool Equals(CandidateOperation? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>The official name.</summary>
    public override string ToString() => Name;
}
