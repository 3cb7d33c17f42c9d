// The beta decay of beta-DARTS (Ye et al.: beta-DARTS: Beta-Decay Regularization for Differentiable Architecture Search, CVPR 2022).
//
//   R = w (t / 100) (1/E) sum of log sum exp(alpha[e, o])       over the edges e of a cell kind and its operations o; kinds are added
//                       e         o
//
// t is the epoch from 0; the 100 is the number of epochs of the official search and stays where there are others. The gradient of an
// alpha is w (t / 100) softmax(alpha) / E: it pushes every alpha down, the largest most.

using AerNas.Arithmetic;
using AerNas.Regularizers;
using AerNas.Relaxations;
using AerNas.Schedules;
using static TorchSharp.torch;

namespace AerNas.Samples;

/// <summary>The mean log-sum-exp of the alphas of an edge, with a weight that grows by epochs.</summary>
/// <param name="weight">The weight after <paramref name="epochs"/> epochs.</param>
/// <param name="epochs">After how many epochs it has grown to that.</param>
public sealed class BetaDecay(double weight, int epochs = BetaDecay.OfficialEpochs) : IArchitectureTerm
{
    /// <summary>The epochs of the official search.</summary>
    public const int OfficialEpochs = 100;

    /// <summary>The term over any method: <c>--term beta-decay=50</c>.</summary>
    public static RegularizerTerm Term { get; } = new()
    {
        Name = "beta-decay",
        Reference = "Ye et al.: beta-DARTS (CVPR 2022)",
        About = "the mean log-sum-exp of the alphas of an edge, times epoch / 100; published with weight 50",
        Create = term => new BetaDecay(term.Weight),
    };

    /// <inheritdoc/>
    public Tensor Penalty(ArchitectureParameters alpha, EpochProgress progress)
    {
        using var scope = NewDisposeScope();
        var means = alpha.Space.CellKinds.Select(kind => alpha[kind].logsumexp(1).mean()); // [E, O] -> [E] -> scalar
        return means.Aggregate((sum, mean) => sum.Plus(mean)).Times(weight * progress.Epoch / epochs).MoveToOuterDisposeScope();
    }
}
