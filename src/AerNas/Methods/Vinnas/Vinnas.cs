// VINNAS (Ferianc, Fan, Rodrigues: VINNAS: Variational Inference-based Neural Network Architecture Search, 2020, arXiv 2007.06103).
//
//   mixture          the strength of each operation, drawn from N(alpha, exp(v)): alpha is its mean, v a log variance that is learned
//                    beside it (DrawnStrengths)
//   architecture     gradient of L_val + t (d KL + h H) at the current weights, Adam; KL of the strengths from a prior that determines
//                    their relevance by itself (RelevanceDivergence), H the mean entropy of softmax(alpha[edge]) in bits, t a warm-up
//   weights          gradient of L_train through a draw, momentum SGD under a cosine
//   genotype         operations are dropped whose log(variance / mean^2) exceeds 3; of the rest the most relevant ones stay
//                    (StrengthRule)
//
// No code was published. From the paper's abstract and general knowledge of variational dropout are: strengths with mean and variance, the
// prior, a loss of these terms with a warm-up, and the threshold. Ours, as no source tells them: the numbers of the terms and of the start,
// how w and alpha alternate (as in DARTS-V1), and that a strength is one draw for all cells of a kind, where local reparametrization draws
// anew for every element of a feature map, by a second pass.
//
// The regularizer looks at softmax(alpha[edge]), the means, as the method's own entropy does; none is in neither. To such a mixture none
// multiplies nothing: an edge all of whose operations are dropped is none.

using AerNas.Regularizers;

namespace AerNas.Methods;

/// <summary>Search that infers the strengths of operations, and drops those whose noise drowns them.</summary>
public static class Vinnas
{
    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = DartsV1.Method with
    {
        Name = "vinnas",
        Reference = "Ferianc, Fan, Rodrigues: VINNAS: Variational Inference-based Neural Network Architecture Search (2020)",
        About = new("the strength of an operation is drawn, with a mean and a variance that are learned; what noise drowns is dropped",
            StepCost: _ => 1, MethodEvidence.FormulaTests),
        Relaxations = _ => new SearchRelaxations(new DrawnStrengths()),
        Companion = options => new AlphaCompanion(DrawnStrengths.LogVariance, options.Part<VinnasOptions>().LogVariance, IsLearned: true),
        Terms = (options, _) => options.Part<VinnasOptions>().Terms,
        Discretization = (_, options) => new StrengthRule(options.Part<VinnasOptions>().Threshold),
        Published = Published,
    };

    private static SearchOptions Published(SearchSpace space)
    {
        var cells = DartsV1.Method.Published(space);
        return cells with
        {
            Search = cells.Search with { Select = ArchitectureSelection.LastEpoch },
            Alpha = cells.Alpha with { InitialMean = 1.0 / space.Operations.Length, WeightDecay = 0 },
            Entropy = cells.Entropy with { Operations = EntropyOperations.ExceptNone },
            Own = new VinnasOptions(),
        };
    }
}
