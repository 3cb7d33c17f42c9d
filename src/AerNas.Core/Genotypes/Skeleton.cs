using AerNas.Options;
using AerNas.Spaces;
using AerNas.Texts;

namespace AerNas.Genotypes;

/// <summary>
/// What turns a genotype into a network: how its cells are stacked, how wide and deep, and what surrounds them. The network builder
/// and the cost calculation read the same value, so what is counted is what is built.
/// </summary>
public sealed record Skeleton
{
    /// <summary>The most channels of a first cell.</summary>
    public const int LargestWidth = 65_536;

    /// <summary>The most cells in all, or in a stage.</summary>
    public const int LargestDepth = 1_000;

    /// <summary>The most classes.</summary>
    public const int LargestClasses = 100_000;

    private const int LargestImage = 4_096; // pixels
    private const int AuxiliaryWindow = 5; // pixels

    /// <summary>How cells are stacked.</summary>
    public required SkeletonForm Form { get; init; }

    /// <summary>Channels of a node in the first cell; doubled by each reduction.</summary>
    public required int Channels { get; init; }

    /// <summary>Cells in all, on the CIFAR and ImageNet forms; unused on NAS-Bench-201.</summary>
    /// <value>20, the depth of the DARTS evaluation on CIFAR.</value>
    public int Layers { get; init; } = 20;

    /// <summary>Cells per stage on NAS-Bench-201, of which there are three; unused on the other forms.</summary>
    /// <value>5, as in the benchmark.</value>
    public int Cells { get; init; } = 5;

    /// <summary>Classes of the data.</summary>
    public required int Classes { get; init; }

    /// <summary>Image height and width, in pixels.</summary>
    public required int ImageSize { get; init; }

    /// <summary>Image channels: 1 for grey, 3 for colour.</summary>
    /// <value>3.</value>
    public int InputChannels { get; init; } = 3;

    /// <summary>The second classifier used in training.</summary>
    /// <value><see cref="AuxiliaryHead.None"/>.</value>
    public AuxiliaryHead AuxiliaryHead { get; init; } = AuxiliaryHead.None;

    /// <summary>Whether an affine batch norm follows every pooling of a cell (DARTS-AER <c>AugmentCNN</c>); quark0 has none.</summary>
    /// <value>false.</value>
    public bool BatchNormAfterPools { get; init; }

    /// <summary>The evaluation network of DARTS on CIFAR-10: 20 cells, 36 channels.</summary>
    public static Skeleton Cifar { get; } =
        new() { Form = SkeletonForm.Cifar, Channels = 36, Layers = 20, Classes = 10, ImageSize = 32 };

    /// <summary>The evaluation network of DARTS on ImageNet: 14 cells, 48 channels.</summary>
    public static Skeleton ImageNet { get; } =
        new() { Form = SkeletonForm.ImageNet, Channels = 48, Layers = 14, Classes = 1000, ImageSize = 224 };

    /// <summary>The network of NAS-Bench-201 on CIFAR-10: 3 stages of 5 cells, 16 channels.</summary>
    public static Skeleton NasBench201 { get; } =
        new() { Form = SkeletonForm.NasBench201, Channels = 16, Cells = 5, Classes = 10, ImageSize = 32 };

    /// <summary>How the cells of a space are stacked in its supernet.</summary>
    public static SkeletonForm FormOf(SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return space.IsStaged ? SkeletonForm.NasBench201 : SkeletonForm.Cifar;
    }

    /// <summary>The family of genotypes this skeleton stacks.</summary>
    public GenotypeFamily Family => Form == SkeletonForm.NasBench201 ? GenotypeFamily.NasBench201 : GenotypeFamily.Darts;

    /// <summary>Whether the cell at <paramref name="layer"/> (from 0) of a CIFAR or ImageNet network is a reduction.</summary>
    public bool ReducesAt(int layer) => layer == Layers / 3 || layer == 2 * Layers / 3;

    /// <summary>The cell whose output the auxiliary head reads, from 0.</summary>
    public int AuxiliaryLayer => 2 * Layers / 3;

    /// <summary>Whether a batch norm follows the last convolution of the auxiliary head.</summary>
    public bool AuxiliaryHasSecondBatchNorm =>
        AuxiliaryHead == AuxiliaryHead.WithSecondBatchNorm || (AuxiliaryHead == AuxiliaryHead.Official && Form == SkeletonForm.Cifar);

    /// <summary>Height and width of the map that the auxiliary head reads, in pixels.</summary>
    public int AuxiliarySize
    {
        get
        {
            var size = ImageSize;
            for (var factor = TotalStride; factor > 1; factor /= 2) size = (size + 1) / 2;
            return size;
        }
    }

    /// <summary>Whether that map is larger than the pooling of the auxiliary head.</summary>
    public bool FitsAuxiliaryHead => AuxiliarySize > AuxiliaryWindow;

    /// <summary>How often the image is halved on its way to the last map, as a factor.</summary>
    public int TotalStride => Form == SkeletonForm.ImageNet ? 32 : 4;

    /// <summary>Checks that the network can be built.</summary>
    /// <exception cref="InvalidOptionsException">Carries everything that stands against it.</exception>
    public void Validate()
    {
        var isDarts = Family == GenotypeFamily.Darts;
        new OptionRules()
            .AtLeast(1, Channels, "channels", LargestWidth)
            .Require(Form != SkeletonForm.ImageNet || Channels % 2 == 0, "channels", $"must be even, is {Channels}: the first stem has half.")
            .AtLeast(1, isDarts ? Layers : Cells, isDarts ? "layers" : "cells", LargestDepth)
            .AtLeast(1, Classes, "classes", LargestClasses)
            .AtLeast(1, InputChannels, "inputChannels", LargestWidth)
            .Require(ImageSize <= LargestImage, "imageSize", $"must be at most {LargestImage}, is {ImageSize}.")
            .Require(ImageSize >= TotalStride && ImageSize % TotalStride == 0, "imageSize",
                $"must be a multiple of {TotalStride}, is {ImageSize}: the {Form} network halves its maps evenly.")
            .Require(AuxiliaryHead == AuxiliaryHead.None || (isDarts && ImageSize / TotalStride > AuxiliaryWindow), "auxiliaryHead",
                $"needs a CIFAR or ImageNet network whose last maps are larger than its {AuxiliaryWindow} pixel pooling window; "
                + $"here they have {Counted.Of(ImageSize / TotalStride, "pixel")}. Use none, or larger images.")
            .ThrowIfBroken();
    }
}
