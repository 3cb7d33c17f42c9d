namespace AerNas.Regularizers;

/// <summary>The alphas that a term of the architecture loss looks at; never betas.</summary>
internal static class CountedLogits
{
    /// <summary>The alphas of all cell kinds, one kind after the other, without the columns that are not counted; where some edges lack
    /// candidates, only those of candidates. // [sum of E, counted O], or [counted]</summary>
    public static Tensor Of(ArchitectureParameters alpha, EntropyOperations operations) =>
        Of(alpha.Space, kind => alpha[kind], operations);

    /// <summary>The same of other numbers of operations.</summary>
    /// <param name="space">Gives rows and columns their meaning.</param>
    /// <param name="values">The numbers of a cell kind. // [E, O]</param>
    /// <param name="operations">What is counted.</param>
    public static Tensor Of(SearchSpace space, Func<CellKind, Tensor> values, EntropyOperations operations)
    {
        using var scope = NewDisposeScope();
        var columns = Columns(space, operations);
        var all = cat([.. space.CellKinds.Select(values)], dim: 0);
        if (space.Candidates.IsAll) return all.index_select(1, tensor(columns, device: all.device)).MoveToOuterDisposeScope();
        long[] entries = [.. from row in Enumerable.Range(0, (int)all.shape[0])
                             let offered = space.Candidates.Row(space.CellKinds[row / space.Edges.Length],
                                 space.Edges[row % space.Edges.Length]).ToArray()
                             from column in columns
                             where offered[column]
                             select row * all.shape[1] + column];
        return all.reshape(-1).index_select(0, tensor(entries, device: all.device)).MoveToOuterDisposeScope();
    }

    public static long[] Columns(SearchSpace space, EntropyOperations operations) =>
    [
        .. space.Operations
            .Where(operation => operations == EntropyOperations.All || operation.Family != OperationFamily.None)
            .Select(operation => (long)space.ColumnOf(operation)),
    ];
}
