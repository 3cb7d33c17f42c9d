using AerNas.Networks.Blocks;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>Where a DARTS cell stands in its network.</summary>
/// <param name="Kind">Normal or reduction.</param>
/// <param name="Channels">Channels of a node.</param>
/// <param name="Inputs0">Channels of the output of the cell before the last.</param>
/// <param name="Inputs1">Channels of the output of the last cell.</param>
/// <param name="AfterReduction">Whether the last cell halved the size, so that input 0 is twice as large as input 1.</param>
internal sealed record CellPlace(CellKind Kind, int Channels, int Inputs0, int Inputs1, bool AfterReduction)
{
    /// <summary>Stacks cells whose output has <paramref name="multiplier"/> times the channels of a node.</summary>
    /// <param name="first">The first cell, as a normal one.</param>
    /// <param name="layers">How many cells.</param>
    /// <param name="reducesAt">Which of them, from 0, are reductions.</param>
    /// <param name="multiplier">How many nodes a cell's output concatenates, by kind.</param>
    public static IEnumerable<CellPlace> Stack(CellPlace first, int layers, Func<int, bool> reducesAt, Func<CellKind, int> multiplier)
    {
        var place = first;
        for (var layer = 0; layer < layers; layer++)
        {
            var reduces = reducesAt(layer);
            place = reduces
                ? place with { Kind = CellKind.Reduction, Channels = 2 * place.Channels }
                : place with { Kind = CellKind.Normal };
            yield return place;
            place = place with
            {
                Inputs0 = place.Inputs1,
                Inputs1 = multiplier(place.Kind) * place.Channels,
                AfterReduction = reduces,
            };
        }
    }

    /// <summary>The stride of an edge: 2 where a reduction cell reads its inputs.</summary>
    public int StrideOf(EdgeId edge, int inputNodes) => Kind == CellKind.Reduction && edge.From.Value < inputNodes ? 2 : 1;

    /// <summary>The blocks that bring both inputs to the size and channels of the cell.</summary>
    public (nn.Module<Tensor, Tensor> Input0, nn.Module<Tensor, Tensor> Input1) Preprocessing(BlockSettings settings, WeightSource weights)
    {
        nn.Module<Tensor, Tensor> input0 = AfterReduction
            ? new FactorizedReduce(Inputs0, Channels, settings, weights)
            : new ReluConvBatchNorm(ConvolutionShape.Pointwise(Inputs0, Channels), settings, weights);
        return (input0, new ReluConvBatchNorm(ConvolutionShape.Pointwise(Inputs1, Channels), settings, weights));
    }
}
