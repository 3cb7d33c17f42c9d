using AerNas.Genotypes;
using AerNas.Networks.Blocks;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>A discrete cell of the DARTS family: two preprocessed inputs, its edges, its output nodes concatenated.</summary>
internal sealed class DartsDerivedCell : nn.Module
{
    private readonly CellGenotype _genotype;
    [ComponentName(Name = "preprocess0")]
    private readonly nn.Module<Tensor, Tensor> _preprocess0;
    [ComponentName(Name = "preprocess1")]
    private readonly nn.Module<Tensor, Tensor> _preprocess1;
    [ComponentName(Name = "edges")]
    private readonly DerivedCell _edges;

    /// <summary>Makes a cell.</summary>
    /// <param name="genotype">Its edges and output.</param>
    /// <param name="place">Where it stands in the network.</param>
    /// <param name="settings">How its blocks are made.</param>
    /// <param name="weights">Where its parameters come from.</param>
    public DartsDerivedCell(CellGenotype genotype, CellPlace place, BlockSettings settings, WeightSource weights)
        : base(nameof(DartsDerivedCell))
    {
        _genotype = genotype;
        (_preprocess0, _preprocess1) = place.Preprocessing(settings, weights);
        _edges = new DerivedCell(genotype, edge =>
            BlockFactory.Create(edge.Operation, place.Channels, place.StrideOf(edge.Edge, genotype.InputNodes), settings, weights));
        RegisterComponents();
    }

    /// <summary>Computes the cell.</summary>
    /// <param name="s0">The output of the cell before the last. // [N, C0, H0, W0]</param>
    /// <param name="s1">The output of the last cell. // [N, C1, H1, W1]</param>
    /// <param name="dropPath">Null drops nothing.</param>
    /// <returns>// [N, outputs * C, H, W]</returns>
    public Tensor Forward(Tensor s0, Tensor s1, DropPath? dropPath)
    {
        using var scope = NewDisposeScope();
        var states = _edges.Forward([_preprocess0.call(s0), _preprocess1.call(s1)], dropPath); // [N, C, H, W] each
        return cat([.. _genotype.Output.Select(node => states[node.Value])], dim: 1).MoveToOuterDisposeScope();
    }
}
