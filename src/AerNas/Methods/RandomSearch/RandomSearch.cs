// Random search (Bergstra, Bengio: Random Search for Hyper-Parameter Optimization, JMLR 2012) as AutoDL-Projects
// exps/NATS-algos/random_wo_share.py runs it: one operation an edge, uniformly random, none included, whatever was judged before.

namespace AerNas.Methods;

/// <summary>Random search over architectures.</summary>
public static class RandomSearch
{
    /// <summary>The method.</summary>
    public static SamplingMethod Method { get; } = new()
    {
        Name = "random-search",
        Reference = "Bergstra, Bengio: Random Search for Hyper-Parameter Optimization (JMLR 2012)",
        Difference = "search-free: judges uniformly random architectures, and the best wins",
        Sampler = (options, space) => new UniformSampler(space, options.Search.Seed),
        JudgedBy = MethodEvidence.FormulaTests,
        Published = new SamplingOptions(),
    };

    private sealed class UniformSampler(SearchSpace space, int seed) : IArchitectureSampler
    {
        public void Dispose()
        {
            // There is nothing to let go of.
        }

        public ChosenOperations Propose(IReadOnlyList<JudgedArchitecture> history) =>
            ChosenOperations.Uniform(space, new CounterRandom(seed, RandomStream.SearchFree, history.Count, 0).Draws);
    }
}
