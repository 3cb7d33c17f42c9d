using System.Collections.Immutable;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Relaxations;

/// <summary>
/// What the mixed operations of a supernet multiply by: one tensor [E, O] a cell kind. Its tensors live in the dispose scope of the
/// step that made it.
/// </summary>
public sealed class Mixture
{
    private readonly ImmutableDictionary<CellKind, Tensor> _weights;

    /// <summary>Makes a mixture in which every operation of every edge takes part.</summary>
    /// <param name="space">Gives rows and columns their meaning.</param>
    /// <param name="weights">The weights of a cell kind. // [E, O]</param>
    public Mixture(SearchSpace space, Func<CellKind, Tensor> weights)
    {
        ArgumentNullException.ThrowIfNull(space);
        Space = space;
        _weights = space.CellKinds.ToImmutableDictionary(kind => kind, weights);
    }

    /// <summary>The space that gives rows and columns their meaning.</summary>
    public SearchSpace Space { get; }

    /// <summary>The weights of a cell kind. // [E, O]</summary>
    public Tensor this[CellKind kind] => _weights[kind];
}
