// The rule of DropNAS and StacNAS (wiljohnhong/DropNAS genotypes.py parse(); susan0199/StacNAS genotypes.py build_genotype_from_alpha()):
//
//   score of an edge = max over o != none of alpha[edge][o]      no softmax, so that neither none nor the number of operations has a say
//   a node keeps its two best edges, listed by descending score; each carries its operation of largest alpha other than none
//
// Their papers derive as DARTS does, by softmax(alpha): aernas derive --rule darts.

namespace AerNas.Discretization;

/// <summary>Keeps the two edges of every node with the largest alpha of an operation other than none, where <see cref="DartsRule"/> asks
/// for the largest probability; on NAS-Bench-201, where all edges stay, as <see cref="ArgmaxRule"/>.</summary>
public sealed class LargestAlphaRule : IDiscretization
{
    /// <inheritdoc/>
    public ChosenOperations Choose(ArchitectureParameters alpha, Candidates candidates) =>
        ArgmaxRule.Or(alpha, candidates, kind => StrongestEdges.Kept(candidates, kind, alpha.ToArray(kind)));
}
