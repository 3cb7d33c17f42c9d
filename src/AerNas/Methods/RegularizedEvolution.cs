// Regularized (aging) evolution (Real et al.: Regularized Evolution for Image Classifier Architecture Search, AAAI 2019), as
// AutoDL-Projects exps/NATS-algos/regularized_ea.py has it:
//
//   population   the last P judged: each child that is born pushes the oldest out; the first P are uniformly random
//   parent       the best of S drawn from the population, with replacement; the first drawn of equals
//   child        the parent with one edge's operation changed: first a node is drawn, then one of the edges into it, then one of the
//                other operations, each uniformly; so the only edge of node 1 changes three times as often as an edge of node 3
//
// Published values: P = 10, S = 3 (run-all.sh). The paper has P = 100, S = 25 on a larger space.

using AerNas.Relaxations;
using AerNas.Runtime;
using AerNas.Sampling;
using AerNas.Spaces;

namespace AerNas.Methods;

/// <summary>Evolution in which age, not failure, removes an architecture.</summary>
public static class RegularizedEvolution
{
    /// <summary>The method.</summary>
    public static SamplingMethod Method { get; } = new()
    {
        Name = "regularized-evolution",
        Reference = "Real et al.: Regularized Evolution for Image Classifier Architecture Search (AAAI 2019)",
        Difference = "search-free: mutates one edge of the best of a few drawn from the youngest, and the oldest dies",
        Sampler = (options, space) => new Evolution(space, options.Search.Seed, options.Evolution!),
        Published = new SamplingOptions { Method = "regularized-evolution", Evolution = new EvolutionOptions() },
    };

    private sealed class Evolution(SearchSpace space, int seed, EvolutionOptions options) : IArchitectureSampler
    {
        public void Dispose()
        {
            // There is nothing to let go of.
        }

        public SampledPath Propose(IReadOnlyList<JudgedArchitecture> history)
        {
            var random = new CounterRandom(seed, RandomStream.SearchFree, history.Count, 0);
            if (history.Count < options.Population) return SampledPath.Uniform(space, bound => random.Below(bound));
            var oldest = history.Count - options.Population;
            var parent = history[oldest + random.Below(options.Population)];
            for (var drawn = 1; drawn < options.Sample; drawn++)
            {
                var rival = history[oldest + random.Below(options.Population)];
                if (rival.Accuracy > parent.Accuracy) parent = rival;
            }

            return Mutate(parent.Path, ref random);
        }

        private SampledPath Mutate(SampledPath parent, ref CounterRandom random)
        {
            var kind = space.CellKinds[random.Below(space.CellKinds.Length)];
            var node = new NodeIndex(space.InputNodes + random.Below(space.IntermediateNodes));
            EdgeId[] edges = [.. space.EdgesInto(node)];
            var mutated = edges[random.Below(edges.Length)];
            CandidateOperation[] others = [.. space.Operations.Where(operation => operation != parent[kind, mutated])];
            var operation = others[random.Below(others.Length)];
            return new SampledPath(space, (cell, edge) => cell == kind && edge == mutated ? operation : parent[cell, edge]);
        }
    }
}
