using AerNas.Relaxations;
using AerNas.Spaces;
using static TorchSharp.torch;

namespace AerNas.Regularizers;

/// <summary>The alphas that a term of the architecture loss looks at; never betas.</summary>
internal static class CountedLogits
{
    /// <summary>The alphas of all cell kinds, one kind after the other, without the columns that are not counted. // [sum of E, counted O]</summary>
    public static Tensor Of(ArchitectureParameters alpha, EntropyOperations operations)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        using var scope = NewDisposeScope();
        var alphas = alpha.Space.CellKinds.Select(kind => alpha[kind]).ToArray();
        return cat(alphas, dim: 0).index_select(1, tensor(Columns(alpha.Space, operations), device: alphas[0].device)).MoveToOuterDisposeScope();
    }

    /// <summary>The columns that are counted.</summary>
    public static long[] Columns(SearchSpace space, EntropyOperations operations) =>
    [
        .. space.Operations
            .Where(operation => operations == EntropyOperations.All || operation.Family != OperationFamily.None)
            .Select(operation => (long)space.ColumnOf(operation)),
    ];
}
