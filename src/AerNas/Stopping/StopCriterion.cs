namespace AerNas.Stopping;

/// <summary>What ends a search before its last epoch.</summary>
public enum StopCriterion
{
    /// <summary>The normal cell holds too many skip connections (DARTS+).</summary>
    Skips,

    /// <summary>The ranking of the operations that learn does not change any more (DARTS+, the other test).</summary>
    Ranking,

    /// <summary>The dominant eigenvalue of the Hessian of L_val in alpha grows fast (RobustDARTS).</summary>
    Eigenvalue,
}
