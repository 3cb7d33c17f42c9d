// NSGA-II (Deb et al., 2002) over the accuracy of the shared weights, multiply-adds and parameters, the first as large as can be, the
// others as small; FairNAS chooses by it. Its genetic operators are those for lists of choices [general knowledge; FairNAS' own search was
// not released]:
//
//   population   P uniformly random architectures; then, of those and their P children, whole fronts, the best first, and of the front
//                that does not go in whole those with the most room (NonDominated)
//   parents      each the better of two drawn: of an earlier front, or with more room in the same
//   child        of every edge the operation of either parent, equally likely; then each edge has another operation with a chance of one
//                in as many as there are edges. A child that was judged before is drawn anew, up to 20 times
//   result       the most accurate of the first front of all that were judged, within the limits of parameters and multiply-adds; where
//                none keeps to them, the one that goes least beyond. Whatever keeps to a limit and is no part of the front is dominated
//                by one that keeps to it too, so the front has the most accurate of all

using AerNas.Costs;

namespace AerNas.Methods;

/// <summary>Evolution by what is better in nothing than another.</summary>
/// <param name="space">What is searched; its cells keep every edge.</param>
/// <param name="options">How.</param>
/// <param name="drawsOf">What draws for the n-th proposal, from 0: a whole number from 0 to below its argument.</param>
internal sealed class NonDominatedEvolution(SearchSpace space, FairNasOptions options, Func<int, Func<int, int>> drawsOf)
    : IArchitectureSampler
{
    private const int Attempts = 20; // at a child that is new

    private readonly List<FrontMember> _judged = []; // all of the history that was looked at
    private readonly HashSet<string> _known = []; // their texts
    private List<int> _population = []; // by place in the history, the best first
    private int _bred; // for how many of the history it was chosen

    /// <summary>An evolution whose draws follow from a seed.</summary>
    public NonDominatedEvolution(SearchSpace space, FairNasOptions options, int seed)
        : this(space, options, number => new CounterRandom(seed, RandomStream.Proposals, number, 0).Draws)
    {
    }

    /// <summary>What an architecture costs.</summary>
    /// <value>Of the network that its space states for evaluation.</value>
    public Func<Genotype, (long Parameters, long MultiplyAdds)> CostOf { get; init; } = genotype =>
    {
        var cost = GenotypeCost.Of(genotype, Skeleton.Of(genotype.Space));
        return (cost.Parameters, cost.MultiplyAdds);
    };

    /// <inheritdoc/>
    public ChosenOperations Propose(IReadOnlyList<JudgedArchitecture> history)
    {
        Look(history);
        var draw = drawsOf(history.Count);
        for (; _bred + options.Population <= history.Count; _bred += options.Population)
            _population = Survivors([.. _population, .. Enumerable.Range(_bred, options.Population)]);
        var child = Draw(draw);
        for (var attempt = 1; attempt < Attempts && _known.Contains(TextOf(child)); attempt++) child = Draw(draw);
        return child;
    }

    /// <inheritdoc/>
    public ArchitectureFront FrontOf(IReadOnlyList<JudgedArchitecture> history)
    {
        Look(history);
        FrontMember[] each = [.. _judged.DistinctBy(member => TextOf(member.Path))];
        var front = NonDominated.Fronts([.. each.Select(Objectives)]).First();
        ImmutableArray<FrontMember> members = [.. front.Select(place => each[place]).OrderByDescending(member => member.Accuracy)];
        return new ArchitectureFront(members, members.MinBy(Excess)!); // the first of equals: the most accurate
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // There is nothing to let go of.
    }

    private void Look(IReadOnlyList<JudgedArchitecture> history)
    {
        foreach (var (path, accuracy, _) in history.Skip(_judged.Count))
        {
            var (parameters, multiplyAdds) = CostOf(path.ToGenotype());
            _judged.Add(new FrontMember(path, accuracy, parameters, multiplyAdds));
            _known.Add(TextOf(path));
        }
    }

    private ChosenOperations Draw(Func<int, int> draw) =>
        _population.Count == 0 ? ChosenOperations.Uniform(space, draw) : Mutated(Child(Parent(draw), Parent(draw), draw), draw);

    /// <summary>The P best of some architectures, the best first.</summary>
    private List<int> Survivors(ImmutableArray<int> places)
    {
        var survivors = new List<int>();
        foreach (var front in NonDominated.Fronts([.. places.Select(place => Objectives(_judged[place]))]))
        {
            var room = NonDominated.Crowding([.. front.Select(member => Objectives(_judged[places[member]]))]);
            survivors.AddRange(front.Zip(room).OrderByDescending(pair => pair.Second).Select(pair => places[pair.First]));
        }

        return survivors[..options.Population];
    }

    /// <summary>The better of two drawn: the one that stands before the other.</summary>
    private ChosenOperations Parent(Func<int, int> draw) =>
        _judged[_population[Math.Min(draw(_population.Count), draw(_population.Count))]].Path;

    private ChosenOperations Child(ChosenOperations one, ChosenOperations other, Func<int, int> draw) =>
        ChosenOperations.OnEveryEdge(space, (kind, edge) => (draw(2) == 0 ? one : other)[kind, edge]);

    private ChosenOperations Mutated(ChosenOperations child, Func<int, int> draw)
    {
        var edges = space.CellKinds.Length * space.Edges.Length;
        return ChosenOperations.OnEveryEdge(space, (kind, edge) =>
            draw(edges) == 0 ? UniformCells.Another(space, kind, new GenotypeEdge(edge, child[kind, edge]), draw) : child[kind, edge]);
    }

    private static ImmutableArray<double> Objectives(FrontMember member) => [-member.Accuracy, member.MultiplyAdds, member.Parameters];

    /// <summary>By how much an architecture is beyond the limits, as shares of them; 0 where it keeps to both.</summary>
    private double Excess(FrontMember member) =>
        Beyond(member.Parameters, options.MaxParameters) + Beyond(member.MultiplyAdds, options.MaxMultiplyAdds);

    private static double Beyond(long count, long? most) => most is { } limit ? Math.Max(0, (double)(count - limit) / limit) : 0;

    private static string TextOf(ChosenOperations path) => path.ToGenotype().ToString();
}
