// Early stopping of RobustDARTS (Zela et al.: Understanding and Robustifying Differentiable Architecture Search, ICLR 2020, section 4.3;
// automl/RobustDARTS src/utils.py, EVLocalAvg): where the dominant eigenvalue of the Hessian of L_val in alpha shoots up, the alphas have
// come to a sharp minimum, and what is derived from it generalizes badly.
//
//   check i          the eigenvalue v_i after epochs 0, f, 2 f, ..., alpha's decay added                f = 2
//   m_i              the mean of v over the w checks that end with i (of fewer at the start)             w = 5
//   centre of m_i    the epoch of check i less f floor(w / 2)
//   stop             where m_i / m_(i - d) > r                                                           d = 4, r = 1.3
//   result           the architecture of the centre of m_(i - d): from before the jump; no epoch before a first one, 10
//
// A mean of nothing but start values is none: it takes ceil(w / 2) checks. After the search's last epoch nothing is compared. Checks are
// counted as they were made: where a search was sent back, the windows still hold what was seen on the way that was given up. All of this
// is official, a mean below zero that is divided by included. A check that is not finite is none; the official code ends there.

using System.Globalization;
using AerNas.Texts;

namespace AerNas.Stopping;

/// <summary>Stops where the dominant eigenvalue grows fast, and goes back to where it had not yet.</summary>
/// <param name="window">Which means are compared.</param>
/// <param name="first">The first epoch that may be gone back to, from 0.</param>
/// <param name="epochs">How many epochs the search has.</param>
internal sealed class EigenvalueJump(EigenvalueWindow window, int first, int epochs = int.MaxValue) : IStopRule
{
    /// <summary>alpha's L2 decay: officially part of the gradient that the Hessian is of, so every eigenvalue is larger by it.</summary>
    /// <value>0: the eigenvalue is that of the loss alone.</value>
    public double Decay { get; init; }

    public int Memory => window.Every * (window.Checks + window.Lag - 1) + 1;

    public bool NeedsEigenvalue(int epoch) => epoch % window.Every == 0;

    /// <summary>The eigenvalue as the rule sees it.</summary>
    /// <param name="eigenvalue">That of the loss alone.</param>
    public double Seen(double eigenvalue) => eigenvalue + Decay;

    public StopVerdict? Judge(IReadOnlyList<EpochTrace> past)
    {
        if (past.Count == 0 || past[^1] is not { Eigenvalue: not null, Outcome.Epoch: var epoch } || !NeedsEigenvalue(epoch)
            || epoch == epochs - 1)
            return null;
        var chosen = epoch - window.Every * (window.Checks / 2 + window.Lag);
        if (chosen < first) return null;
        double[] checks = [.. past.Where(trace => NeedsEigenvalue(trace.Outcome.Epoch)).Select(trace => trace.Eigenvalue)
            .OfType<double>().Select(Seen)];
        var (now, then) = (Mean(checks), Mean(checks.SkipLast(window.Lag)));
        return now / then > window.Ratio ? new StopVerdict(chosen, string.Create(
            CultureInfo.InvariantCulture,
            $"The dominant eigenvalue grew from {then:0.###} to {now:0.###}, the means over {Counted.Of(window.Checks, "check")}; the "
            + $"architecture is from before it.")) : null;
    }

    /// <summary>The mean over the last checks; null where they are too few.</summary>
    private double? Mean(IEnumerable<double> checks)
    {
        double[] values = [.. checks.TakeLast(window.Checks)];
        return values.Length < (window.Checks + 1) / 2 ? null : values.Average();
    }
}
