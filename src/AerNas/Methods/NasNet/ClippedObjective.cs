// The objective of proximal policy optimization (Schulman et al., arXiv:1707.06347, equation 7), for every decision t of a sequence n,
//
//   r_nt = p(decision) / p_old(decision);   L = mean over n of sum over t of min(r_nt A_n, clip(r_nt, 1 - c, 1 + c) A_n)
//
// A decision whose ratio has gone past the clip in the direction that its advantage rewards has no gradient any more.

namespace AerNas.Methods;

/// <summary>What a policy gains by a change that stays near where it was.</summary>
internal static class ClippedObjective
{
    /// <summary>The objective, to be made large: a scalar owned by the caller's scope.</summary>
    /// <param name="logProbabilities">Of the decisions, by the policy as it is. // [N, T]</param>
    /// <param name="before">The same by the policy that they were drawn from; no gradient reaches it. // [N, T]</param>
    /// <param name="advantages">How much better each sequence was than expected. // [N, 1]</param>
    /// <param name="clip">How far a ratio may be from 1.</param>
    public static Tensor Of(Tensor logProbabilities, Tensor before, Tensor advantages, double clip)
    {
        using var scope = NewDisposeScope();
        var ratios = (logProbabilities - before).exp(); // [N, T]
        var gained = minimum(ratios * advantages, ratios.Between(1 - clip, 1 + clip) * advantages);
        return gained.sum(1).mean().MoveToOuterDisposeScope();
    }
}
