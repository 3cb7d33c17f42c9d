// What NASP adds to the architecture loss where large networks are unwelcome (Yao, Xu, Tu, Zhu: Efficient Neural Architecture Search via
// Proximal Iterations, AAAI 2020, section 3.3; xujinfan/NASP-codes model_search.py _l2_loss):
//
//   eta sum over the edges of cells that keep the size and all operations of s[o] a[o]^2       a the projected alpha
//   s[o] = the operation's share of the weights of all                                 counted at 12 channels, as in the official table
//
// The official code has it for the normal cell only, whose counterpart there has no operations with parameters.

using AerNas.Costs;
using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>L2 decay of the projected alpha of cells that keep the size, the stronger the more parameters an operation has.</summary>
/// <param name="weight">eta; at least 0.</param>
internal sealed class ParameterShareDecay(double weight) : IArchitectureTerm
{
    private const int Channels = 12; // at which the official table counts

    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress)
    {
        using var scope = NewDisposeScope();
        var kinds = alpha.Space.KindsKeepingSize;
        var projection = ProjectedRelaxation.Project(alpha);
        var projected = cat([.. kinds.Select(kind => ProjectedRelaxation.Through(projection, alpha, kind))]); // [sum of E, O]
        double[] shares = [.. alpha.Space.Operations.Select(operation => ShareOf(alpha.Space, operation))];
        var row = tensor(shares).to(projected.dtype).to(projected.device); // [O]
        return (projected.Power(2) * row).sum().Times(weight).MoveToOuterDisposeScope();
    }

    /// <summary>s: the share of an operation.</summary>
    internal static double ShareOf(SearchSpace space, CandidateOperation operation) =>
        (double)WeightsOf(operation) / space.Operations.Sum(WeightsOf);

    private static long WeightsOf(CandidateOperation operation) => OperationDemand.Of(operation, Channels, size: 1).Weights;
}
