// The architectures that SETN scores (AutoDL-Projects search_model_setn.py return_topK): of all of the space, sorted by
//
//   log p = sum over edges of log_softmax(alpha[edge])[operation]
//
// from the largest down, the first ones; equals stay in the order of enumeration, in which the operation of the first edge changes
// slowest. What begins one of the n likeliest is itself one of the n likeliest beginnings, so that n of these are kept from edge to edge
// and nothing is enumerated.

namespace AerNas.Methods;

/// <summary>The architectures of the highest probability under softmax(alpha).</summary>
internal sealed class MostLikelyProposal(ArchitectureParameters alpha, int count) : IArchitectureSampler
{
    private readonly Lazy<IReadOnlyList<ChosenOperations>> _likeliest = new(() => Likeliest(alpha, count));

    public ChosenOperations? Propose(IReadOnlyList<JudgedArchitecture> history) =>
        history.Count < _likeliest.Value.Count ? _likeliest.Value[history.Count] : null;

    public void Dispose()
    {
        // Alpha is its owner's.
    }

    /// <summary>The likeliest architectures, from the likeliest down: as many as asked for, or all.</summary>
    public static IReadOnlyList<ChosenOperations> Likeliest(ArchitectureParameters alpha, int count)
    {
        var space = alpha.Space;
        IEnumerable<(ImmutableArray<int> Columns, double Sum)> likeliest = [([], 0)];
        foreach (var row in Logarithms(alpha))
        {
            var longer = from beginning in likeliest
                         from column in Enumerable.Range(0, row.Length)
                         where !double.IsNegativeInfinity(row[column])
                         select (Columns: beginning.Columns.Add(column), Sum: beginning.Sum + row[column]);
            likeliest = [.. longer.OrderByDescending(choice => choice.Sum)
                .ThenBy(choice => choice.Columns, Comparer<ImmutableArray<int>>.Create(InOrder)).Take(count)];
        }

        return [.. likeliest.Select(chosen => ChosenOperations.OnEveryEdge(space, (kind, edge) =>
            space.Operations[chosen.Columns[space.CellKinds.IndexOf(kind) * space.Edges.Length + space.RowOf(edge)]]))];
    }

    public static double LogProbability(ArchitectureParameters alpha, ChosenOperations path) =>
        path.Operations.Zip(Logarithms(alpha), (operation, row) => row[alpha.Space.ColumnOf(operation)]).Sum();

    private static int InOrder(ImmutableArray<int> one, ImmutableArray<int> other) => one.AsSpan().SequenceCompareTo(other.AsSpan());

    /// <summary>Of all operations, an edge of a kind of cell after the other; minus infinity where they are no candidates.</summary>
    private static IEnumerable<double[]> Logarithms(ArchitectureParameters alpha)
    {
        using var scope = NewDisposeScope();
        return [.. alpha.Space.CellKinds.SelectMany(kind =>
            nn.functional.log_softmax(alpha.KeptLogits(kind).detach(), dim: -1).to(ScalarType.Float64).cpu().data<double>().ToArray()
                .Chunk(alpha.Space.Operations.Length))]; // [E][O] each
    }
}
