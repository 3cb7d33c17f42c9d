using AerNas.Costs;
using AerNas.Data;
using AerNas.Training;

namespace AerNas.Fitting;

/// <summary>The network that a search has to beat: residual blocks of two 3x3 convolutions (He et al.: Deep Residual Learning, CVPR 2016),
/// in the stages of NAS-Bench-201, whose authors call this cell ResNet.</summary>
internal static class PlainNetwork
{
    private const int MostChannels = 512;
    private const int ChannelStep = 2;

    /// <summary>Its cell.</summary>
    public static Genotype Genotype { get; } = GenotypeNotation.Parse(
        "|nor_conv_3x3~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|none~1|skip_connect~2|");

    /// <summary>The size at which it has as many multiply-adds as another network, as nearly as may be.</summary>
    /// <param name="multiplyAdds">Of that network, for one image.</param>
    /// <param name="images">What both are trained on.</param>
    public static NetworkOptions SizeFor(long multiplyAdds, ImageDataset images) =>
        Enumerable.Range(2, MostChannels / ChannelStep - 1).Select(i => ChannelStep * i)
            .Select(NetworkSizes.Of)
            .MinBy(size => Math.Abs(Math.Log((double)multiplyAdds / CostOf(size, images).MultiplyAdds)))!;

    /// <summary>What it costs at a size.</summary>
    public static GenotypeCost CostOf(NetworkOptions size, ImageDataset images) =>
        GenotypeCost.Of(Genotype, size.SkeletonFor(Genotype, images));
}
