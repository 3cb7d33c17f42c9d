// Early stopping of RobustDARTS (Zela et al.: Understanding and Robustifying Differentiable Architecture Search, ICLR 2020, section 4.3;
// automl/RobustDARTS src/utils.py, EVLocalAvg): where the dominant eigenvalue of the Hessian of L_val in alpha shoots up, the alphas have
// come to a sharp minimum, and what is derived from it generalizes badly.
//
//   check i          the eigenvalue v_i after epochs 0, f, 2 f, ...                               f = 2
//   m_i              the mean of v over the w checks that end with i (of fewer at the start)       w = 5
//   centre of m_i    the epoch of check i less f floor(w / 2)
//   stop             where m_i / m_(i - d) > r                                                     d = 4, r = 1.3
//   result           the architecture of the centre of m_(i - d): from before the jump; no epoch before a first one, 10
//
// A mean of nothing but start values is none: it takes ceil(w / 2) checks. Where an earlier mean is not above zero no ratio is formed. A
// check that is not finite is none.

using System.Globalization;

namespace AerNas.Stopping;

/// <summary>Stops where the dominant eigenvalue grows fast, and goes back to where it had not yet.</summary>
/// <param name="window">Which means are compared.</param>
/// <param name="first">The first epoch that may be gone back to, from 0.</param>
public sealed class EigenvalueJump(EigenvalueWindow window, int first) : IStopRule
{
    /// <inheritdoc/>
    public int Memory => window.Every * (window.Checks + window.Lag - 1) + 1;

    /// <inheritdoc/>
    public bool NeedsEigenvalue(int epoch) => epoch % window.Every == 0;

    /// <inheritdoc/>
    public StopVerdict? Judge(IReadOnlyList<EpochTrace> past)
    {
        ArgumentNullException.ThrowIfNull(past);
        if (past.Count == 0 || past[^1] is not { Eigenvalue: not null } last) return null;
        var chosen = last.Outcome.Epoch - window.Every * (window.Checks / 2 + window.Lag);
        if (chosen < first || past.FirstOrDefault(trace => trace.Outcome.Epoch == chosen) is not { } before) return null;
        var (now, then) = (Mean(past, last.Outcome.Epoch), Mean(past, last.Outcome.Epoch - window.Every * window.Lag));
        return now is null || !(then > 0) || now / then <= window.Ratio ? null : new StopVerdict(before.Outcome, string.Create(
            CultureInfo.InvariantCulture,
            $"The dominant eigenvalue grew from {then:0.###} to {now:0.###}, the means over {window.Checks} checks; the architecture is from before it."));
    }

    /// <summary>The mean over the checks that end with an epoch; null where they are too few.</summary>
    private double? Mean(IReadOnlyList<EpochTrace> past, int epoch)
    {
        var earliest = epoch - window.Every * (window.Checks - 1);
        double[] values = [.. past.Where(trace => trace.Outcome.Epoch >= earliest && trace.Outcome.Epoch <= epoch).Select(trace => trace.Eigenvalue).OfType<double>()];
        return values.Length < (window.Checks + 1) / 2 ? null : values.Average();
    }
}
