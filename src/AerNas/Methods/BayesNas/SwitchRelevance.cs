// How BayesNAS weighs a switch s anew (Algorithm.py, update), its group being itself alone:
//
//   c       = 1 / (1 / gamma + h / lambda)             h how the loss bends in s, lambda its weight in the loss
//   omega'  = sqrt |1 / gamma - c / gamma^2|
//   gamma'  = |s| / omega'
//   gamma'  of an operation, with that of its edge: 1 / (1 / gamma' + 1 / gamma'_edge)
//
// The joint gamma is what the next update of the operation starts from. Bounds from below keep quotients finite: of gamma and omega; and h
// is 0 at least.

namespace AerNas.Methods;

/// <summary>gamma, the variance of a switch's prior, and omega, what its size costs.</summary>
/// <param name="Gamma">Of each switch.</param>
/// <param name="Omega">Of each switch.</param>
internal readonly record struct SwitchRelevance(Tensor Gamma, Tensor Omega)
{
    private const double Least = 1e-6; // of gamma and omega

    /// <summary>Both after an update; tensors of the caller's scope.</summary>
    /// <param name="switches">s.</param>
    /// <param name="gamma">gamma before it.</param>
    /// <param name="curvature">h.</param>
    /// <param name="lambda">The weight of the switches in the loss; above 0.</param>
    public static SwitchRelevance Of(Tensor switches, Tensor gamma, Tensor curvature, double lambda)
    {
        using var scope = NewDisposeScope();
        var inverse = gamma.AtLeast(Least).reciprocal();
        var c = inverse.Plus(curvature.AtLeast(0).Over(lambda)).reciprocal();
        var omega = (inverse - c * inverse * inverse).abs().sqrt().AtLeast(Least);
        return new SwitchRelevance((switches.abs() / omega).MoveToOuterDisposeScope(), omega.MoveToOuterDisposeScope());
    }

    /// <summary>gamma of operations whose edges have some, too; of the caller's scope. // [E, O]</summary>
    /// <param name="edges">gamma of the edges. // [E]</param>
    public Tensor Within(Tensor edges)
    {
        using var scope = NewDisposeScope();
        var both = Gamma.AtLeast(Least).reciprocal().Plus(edges.unsqueeze(-1).AtLeast(Least).reciprocal());
        return both.reciprocal().MoveToOuterDisposeScope();
    }
}
