using AerNas.Spaces;
using static AerNas.Genotypes.Costs.LayerCosts;

namespace AerNas.Genotypes.Costs;

/// <summary>Stem, three stages of cells with a residual block before the second and third, batch norm, classifier (<c>TinyNetwork</c>).</summary>
internal static class NasBench201Cost
{
    private const int Stages = 3;

    /// <summary>Counts a cell on the skeleton.</summary>
    public static GenotypeCost Of(Genotype genotype, Skeleton skeleton)
    {
        var size = skeleton.ImageSize;
        var channels = skeleton.Channels;
        var total = ConvolutionBatchNorm(3, skeleton.InputChannels, channels, Positions(size));
        for (var stage = 0; stage < Stages; stage++)
        {
            if (stage > 0)
            {
                size /= 2;
                total += ResidualReduction(channels, Positions(size));
                channels *= 2;
            }

            var place = new OperationPlace(channels, size, Stride: 1, skeleton.BatchNormAfterPools);
            for (var cell = 0; cell < skeleton.Cells; cell++)
            {
                foreach (var edge in genotype[CellKind.Normal].Edges) total += OperationCosts.Of(edge.Operation, place);
            }
        }

        total += BatchNorm(channels) + Linear(channels, skeleton.Classes);
        return new GenotypeCost(total, auxiliaryHead: default, skeleton.Classes);
    }

    /// <summary>Two 3x3 convolutions, the first strided and doubling the channels; the shortcut pools and has a 1x1 without batch norm.</summary>
    private static LayerCost ResidualReduction(int inputs, long positions) =>
        ConvolutionBatchNorm(3, inputs, 2 * inputs, positions)
        + ConvolutionBatchNorm(3, 2 * inputs, 2 * inputs, positions)
        + Convolution(1, inputs, 2 * inputs, positions);

    private static long Positions(int size) => (long)size * size;
}
