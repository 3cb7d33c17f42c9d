using System.Collections.Immutable;
using AerNas.Genotypes;
using AerNas.Networks.Blocks;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>The edges of a discrete cell, without what its family does to inputs and outputs.</summary>
internal sealed class DerivedCell : nn.Module
{
    private readonly CellGenotype _cell;
    private readonly ImmutableArray<nn.Module<Tensor, Tensor>> _blocks; // in the order of the genotype's edges

    /// <summary>Makes the blocks of a cell.</summary>
    /// <param name="cell">Its edges.</param>
    /// <param name="block">Makes the block of an edge.</param>
    public DerivedCell(CellGenotype cell, Func<GenotypeEdge, nn.Module<Tensor, Tensor>> block)
        : base(nameof(DerivedCell))
    {
        _cell = cell;
        _blocks = [.. cell.Edges.Select(block)];
        for (var i = 0; i < _blocks.Length; i++) register_module($"edge{i}", _blocks[i]); // two edges may join the same nodes
    }

    /// <summary>The states of all nodes, owned by the caller's scope.</summary>
    /// <param name="inputs">The states of the input nodes. // [N, C, H, W] each</param>
    /// <param name="dropPath">Drops operations other than the skip connection of stride 1; null drops none.</param>
    public IReadOnlyList<Tensor> Forward(IReadOnlyList<Tensor> inputs, DropPath? dropPath)
    {
        using var scope = NewDisposeScope();
        var states = new Tensor?[_cell.NodeCount];
        for (var i = 0; i < inputs.Count; i++) states[i] = inputs[i];
        for (var i = 0; i < _blocks.Length; i++)
        {
            var edge = _cell.Edges[i].Edge;
            var output = _blocks[i].call(states[edge.From.Value]!); // [N, C, H / stride, W / stride]
            if (dropPath is not null && _blocks[i] is not Skip) output = dropPath.Apply(output);
            states[edge.To.Value] = states[edge.To.Value] is { } sum ? sum.Plus(output) : output;
        }

        return [.. states.Select((state, i) => i < inputs.Count ? state! : state!.MoveToOuterDisposeScope())];
    }
}
