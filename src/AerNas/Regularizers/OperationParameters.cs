using AerNas.Genotypes.Costs;
using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Regularizers;

/// <summary>How many parameters the operations of a cell have, as a constant beside alpha.</summary>
internal static class OperationParameters
{
    /// <summary>A term of alpha and these counts, added up over the kinds of cell: a scalar owned by the caller's scope.</summary>
    /// <param name="alpha">The architecture parameters.</param>
    /// <param name="channels">The width at which parameters are counted.</param>
    /// <param name="term">The scalar of a kind, from the counts of its operations. // [E, O]</param>
    public static Tensor Sum(ArchitectureParameters alpha, int channels, Func<CellKind, Tensor, Tensor> term)
    {
        using var scope = NewDisposeScope();
        return stack([.. alpha.Space.CellKinds.Select(kind => term(kind, Of(alpha, kind, channels)))]).sum().MoveToOuterDisposeScope();
    }

    /// <summary>The counts at a width, in alpha's type and place, owned by the caller's scope. // [E, O]</summary>
    private static Tensor Of(ArchitectureParameters alpha, CellKind kind, int channels)
    {
        using var scope = NewDisposeScope();
        var space = alpha.Space;
        var counts = from edge in space.Edges
                     from operation in space.Operations
                     select (double)CandidateCost.Parameters(space, kind, edge, operation, channels);
        return tensor(counts.ToArray()).reshape(alpha[kind].shape).to(alpha[kind].dtype).to(alpha[kind].device).MoveToOuterDisposeScope(); // [E, O]
    }
}
