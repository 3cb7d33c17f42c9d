// The first criterion of DARTS+ (Liang et al.: DARTS+: Improved Differentiable Architecture Search with Early Stopping, 2019): the search
// stops where two or more skip connections stand in the normal cell. The architecture is that of the epoch in which they first do.
//
// Alphas that have learned little hold as many by chance, so that no epoch before a first one counts.

using AerNas.Texts;

namespace AerNas.Stopping;

/// <summary>Stops where the derived normal cell holds many skip connections.</summary>
/// <param name="first">The first epoch that may be the last, from 0.</param>
/// <param name="skips">How many skip connections are too many.</param>
internal sealed class SkipLimitReached(int first, int skips) : IStopRule
{
    public int Memory => 1;

    public bool NeedsEigenvalue(int epoch) => false;

    public StopVerdict? Judge(IReadOnlyList<EpochTrace> past)
    {
        if (past.Count == 0 || past[^1].Outcome is not { } last || last.Epoch < first) return null;
        var genotype = GenotypeNotation.Parse(last.Genotype);
        var held = genotype.EdgesKeepingSize.Count(edge => edge.Operation == CandidateOperation.SkipConnect);
        return held < skips ? null
            : new StopVerdict(last.Epoch, $"T{genotype.CellsKeepingSize[1..]} came to hold {Counted.Of(held, "skip connection")}.");
    }
}
