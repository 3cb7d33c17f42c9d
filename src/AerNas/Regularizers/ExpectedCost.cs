// The resource constraint of SNAS (Xie et al.: SNAS: Stochastic Neural Architecture Search, ICLR 2019, section 2.3), as SNAS-Series
// model_search.py has it with --method discrete --log_penalty:
//
//   E    = sum over o of softmax(alpha[edge])[o] c[o]         expected cost of an edge, c the cost of an operation
//   L_r  = eta sum over kinds and edges of log max(1, E)
//
// The official cost is the mean of three such logarithms, of parameters, multiply-adds and memory access, each averaged over the cells of a
// kind. Multiply-adds are parameters times a constant of the place, which a logarithm takes apart; so c is the parameters here, at the width
// of the first cells.

using AerNas.Relaxations;
using static TorchSharp.torch;

namespace AerNas.Regularizers;

/// <summary>The logarithm of the expected parameters of every edge.</summary>
/// <param name="weight">eta; at least 0.</param>
/// <param name="channels">The width at which parameters are counted.</param>
public sealed class ExpectedCost(double weight, int channels) : IArchitectureTerm
{
    /// <inheritdoc/>
    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        using var scope = NewDisposeScope();
        var logarithms = OperationParameters.Sum(alpha, channels, (kind, counts) =>
            (nn.functional.softmax(alpha[kind], dim: -1) * counts).sum(dim: -1).AtLeast(1).log().sum());
        return logarithms.Times(weight).MoveToOuterDisposeScope();
    }
}
