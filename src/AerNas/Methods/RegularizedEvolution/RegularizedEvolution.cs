// Regularized (aging) evolution (Real et al.: Regularized Evolution for Image Classifier Architecture Search, AAAI 2019), as
// AutoDL-Projects exps/NATS-algos/regularized_ea.py has it:
//
//   population   the last P judged: each child that is born pushes the oldest out; the first P are uniformly random
//   parent       the best of S drawn from the population, with replacement; the first drawn of equals
//   child        the parent with one edge's operation changed: first a node is drawn, then one of the edges into it, then operations until
//                one is another, each uniformly; so the only edge of node 1 changes three times as often as an edge of node 3
//
// Published values: P = 10, S = 3 (run-all.sh). The paper has P = 100, S = 25 on a larger space.

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
        Sampler = (options, space) => new Evolution(space, (EvolutionOptions)options.Own!, options.Search.Seed),
        JudgedBy = MethodEvidence.GoldenCases,
        Published = new SamplingOptions { Own = new EvolutionOptions() },
    };

    /// <summary>The evolution of one run.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="options">How.</param>
    /// <param name="drawsOf">What draws for the n-th proposal, from 0: a whole number from 0 to below its argument.</param>
    internal sealed class Evolution(SearchSpace space, EvolutionOptions options, Func<int, Func<int, int>> drawsOf) : IArchitectureSampler
    {
        /// <summary>An evolution whose draws follow from a seed.</summary>
        public Evolution(SearchSpace space, EvolutionOptions options, int seed)
            : this(space, options, number => new CounterRandom(seed, RandomStream.SearchFree, number, 0).Draws)
        {
        }

        /// <summary>The first architectures: drawn by what draws whole numbers.</summary>
        /// <value>One operation an edge, uniformly random.</value>
        public Func<Func<int, int>, ChosenOperations> First { get; init; } = draw => ChosenOperations.Uniform(space, draw);

        /// <summary>The child of a parent.</summary>
        /// <value>One edge carries another operation.</value>
        public Func<ChosenOperations, Func<int, int>, ChosenOperations> Mutation { get; init; } = ChangeAnEdge;

        /// <inheritdoc/>
        public void Dispose()
        {
            // There is nothing to let go of.
        }

        /// <inheritdoc/>
        public ChosenOperations Propose(IReadOnlyList<JudgedArchitecture> history)
        {
            var draw = drawsOf(history.Count);
            if (history.Count < options.Population) return First(draw);
            var oldest = history.Count - options.Population;
            var parent = history[oldest + draw(options.Population)];
            for (var drawn = 1; drawn < options.Sample; drawn++)
            {
                var rival = history[oldest + draw(options.Population)];
                if (rival.Accuracy > parent.Accuracy) parent = rival;
            }

            return Mutation(parent.Path, draw);
        }

        private static ChosenOperations ChangeAnEdge(ChosenOperations parent, Func<int, int> draw)
        {
            var space = parent.Space;
            var kind = space.CellKinds is [var only] ? only : space.CellKinds[draw(space.CellKinds.Length)];
            var node = new NodeIndex(space.InputNodes + draw(space.NodeCount - space.InputNodes));
            EdgeId[] edges = [.. space.EdgesInto(node)];
            var mutated = edges[draw(edges.Length)];
            CandidateOperation operation;
            do operation = space.Operations[draw(space.Operations.Length)];
            while (operation == parent[kind, mutated]);
            return ChosenOperations.OnEveryEdge(space, (cell, edge) => cell == kind && edge == mutated ? operation : parent[cell, edge]);
        }
    }
}
