namespace AerNas.Methods;

/// <summary>One operation an edge: of a permutation that is drawn for each edge and step, the one of the pass. The passes of a step have
/// every operation of an edge once.</summary>
internal sealed class FairPathRelaxation : IRelaxation
{
    /// <summary>How many passes that takes: as many as an edge has operations at most.</summary>
    public static int PassesIn(SearchSpace space) =>
        space.CellKinds.Max(kind => space.Edges.Max(edge => space.Candidates.Of(kind, edge).Count()));

    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        var (random, logits) = (context.Random, alpha[alpha.Space.CellKinds[0]]);
        var path = ChosenOperations.OnEveryEdge(alpha.Space, (kind, edge) =>
        {
            CandidateOperation[] operations = [.. alpha.Kept.Of(kind, edge)];
            return operations[random.Permutation(operations.Length)[context.Pass % operations.Length]];
        });
        return Mixture.Of(path, logits.dtype, logits.device);
    }
}
