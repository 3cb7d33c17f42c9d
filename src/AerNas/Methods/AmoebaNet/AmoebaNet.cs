// AmoebaNet (Real et al.: Regularized Evolution for Image Classifier Architecture Search, AAAI 2019) with its two mutations, on the weights
// of a supernet:
//
//   mixture          a uniformly random architecture, new in every step: a node's edges and what they carry
//   architecture     alpha never learns, so there is nothing to regularize
//   weights          gradient of L_train on the drawn architecture, momentum SGD under a cosine
//   genotype         the best that an evolution comes to afterwards: the population are the last P judged, the first P uniformly random;
//                    the parent is the best of S drawn with replacement; the child has one of the mutations (CellMutation). Each child
//                    is judged by the accuracy of the shared weights on one validation batch
//
// The paper trains each of 20,000 children for 25 epochs; here the supernet stands for their training, as in its one-shot successors, and
// its published settings are those of RSPS. P = 100 and S = 25 are the paper's. The search-free form on a table, as NATS-Bench has it, is
// RegularizedEvolution.

namespace AerNas.Methods;

/// <summary>Aging evolution of cells, by inputs and operations, on the weights of a supernet.</summary>
public static class AmoebaNet
{
    private const int SmallPopulation = 20, SmallSample = 5;

    /// <summary>The method.</summary>
    public static SearchMethod Method { get; } = SharedPaths.Everywhere with
    {
        Name = "amoebanet",
        Reference = "Real et al.: Regularized Evolution for Image Classifier Architecture Search (AAAI 2019)",
        About = new("alpha never learns; w learns on uniformly random architectures, and aging evolution of inputs and operations searches "
            + "among them by the shared weights",
            SharedPaths.CostOfAPath, MethodEvidence.FormulaTests),
        Proposal = (options, alpha) => EvolutionOf(alpha.Space, options),
        Published = space => SharedPaths.Everywhere.Published(space) with { Own = new AmoebaNetOptions() },
        Shortened = small => small.With<AmoebaNetOptions>(own => own with
        {
            Population = SmallPopulation,
            Sample = SmallSample,
            Proposals = own.Proposals with { Count = 5 * SmallPopulation },
        }),
    };

    private static RegularizedEvolution.Evolution EvolutionOf(SearchSpace space, SearchOptions options)
    {
        var own = options.Part<AmoebaNetOptions>();
        var size = new EvolutionOptions { Population = own.Population, Sample = own.Sample };
        return new RegularizedEvolution.Evolution(space, size, options.Search.Seed)
        {
            First = draw => UniformCells.Draw(space, draw),
            Mutation = CellMutation.Of,
        };
    }
}
