// What NASP adds to the architecture loss where large networks are unwelcome (Yao, Xu, Tu, Zhu: Efficient Neural Architecture Search via
// Proximal Iterations, AAAI 2020, section 3.3; xujinfan/NASP-codes model_search.py _l2_loss):
//
//   eta sum over kinds, edges and operations of s[o] a[o]^2        a the projected alpha, s the operation's share of the edge's parameters
//
// The official code has it for the normal cell only, whose counterpart there has no operations with parameters.

using AerNas.Discretization;
using AerNas.Relaxations;
using static TorchSharp.torch;

namespace AerNas.Regularizers;

/// <summary>L2 decay of the projected alpha, the stronger the more parameters an operation has.</summary>
/// <param name="weight">eta; at least 0.</param>
/// <param name="channels">The width at which parameters are counted.</param>
public sealed class ParameterShareDecay(double weight, int channels) : IArchitectureTerm
{
    /// <inheritdoc/>
    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        using var scope = NewDisposeScope();
        var projection = EdgeProjection.Of(alpha);
        var squares = OperationParameters.Sum(alpha, channels, (kind, counts) =>
            (projection.Through(alpha, kind).Power(2) * counts / counts.sum(dim: -1, keepdim: true)).sum());
        return squares.Times(weight).MoveToOuterDisposeScope();
    }
}
