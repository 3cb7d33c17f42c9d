// The relaxation of ProxylessNAS (Cai, Zhu, Han: ProxylessNAS, ICLR 2019, eq. 2 to 4):
//
//   w            one path, drawn by softmax(alpha)
//   alpha        the gates g of an update (BinaryGates), whose gradient goes on to the alphas that are involved as if g were p, their
//                softmax:  dL/dalpha_i = sum_j dL/dg_j p_j (delta_ij - p_i),  dL/dg_j = <dL/doutput, o_j>
//   validation   the most likely operation of each edge

using AerNas.Discretization;

namespace AerNas.Methods;

/// <summary>One path for w; binary gates for alpha.</summary>
/// <param name="options">How many operations an update of alpha computes.</param>
internal sealed class GateRelaxation(GateOptions options) : IRelaxation
{
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        var space = alpha.Space;
        var like = alpha[space.CellKinds[0]];
        return context.Level switch
        {
            SearchLevel.Alpha => Relax(alpha, BinaryGates.Draw(alpha.Kept, alpha.ToArray, options, context.Random)),
            SearchLevel.Weights => Mixture.Of(BinaryGates.DrawPath(alpha.Kept, alpha.ToArray, context.Random), like.dtype, like.device),
            _ => Mixture.Of(new ArgmaxRule().Choose(alpha), like.dtype, like.device),
        };
    }

    /// <summary>The mixture of given gates.</summary>
    internal static Mixture Relax(ArchitectureParameters alpha, BinaryGates gates)
    {
        return new Mixture(alpha.Space, Weights, gates.Involved.Contains);

        Tensor Weights(CellKind kind)
        {
            var p = nn.functional.softmax(alpha[kind].Plus(alpha.Barrier(gates.Involved, kind)), dim: -1); // [E, O]
            return Mixture.Ones(gates.Open, kind, p.dtype, p.device).Plus(p - p.detach()); // exactly 0 or 1, with the gradient of p
        }
    }
}
