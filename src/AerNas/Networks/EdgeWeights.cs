using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Networks;

/// <summary>A mixture's weights of one cell kind as scalars, taken apart once a pass and shared by all cells of the kind.</summary>
internal sealed class EdgeWeights
{
    private readonly SearchSpace _space;
    private readonly Tensor[] _scalars;

    public EdgeWeights(Mixture mixture, CellKind kind)
    {
        _space = mixture.Space;
        _scalars = mixture[kind].flatten().unbind(0); // E x O scalars
    }

    public Tensor this[EdgeId edge, CandidateOperation operation] =>
        _scalars[_space.RowOf(edge) * _space.Operations.Length + _space.ColumnOf(operation)];
}
