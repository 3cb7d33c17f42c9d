using AerNas.Methods;
using AerNas.Relaxations;
using AerNas.Spaces;

namespace AerNas.Tests.Networks;

/// <summary>A mixture of a given kind; which operations take part follows from their places.</summary>
/// <param name="kind">The kind.</param>
internal sealed class KindRelaxation(MixtureKind kind) : IRelaxation
{
    private const double Temperature = 2;

    /// <inheritdoc/>
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        if (kind == MixtureKind.Gumbel) return GumbelRelaxation.Relax(alpha, cell => TorchSharp.torch.zeros_like(alpha[cell]), Temperature);
        var dense = new SoftmaxRelaxation().Relax(alpha, context);
        return kind == MixtureKind.Dense
            ? dense
            : new Mixture(alpha.Space, cell => dense[cell], (_, edge, operation) => IsActive(alpha.Space, edge, operation))
            {
                EdgeWeights = dense.EdgeWeights,
            };
    }

    private bool IsActive(SearchSpace space, EdgeId edge, CandidateOperation operation)
    {
        var column = space.ColumnOf(operation);
        var chosen = 1 + space.RowOf(edge) % (space.Operations.Length - 1); // column 0 is the zero operation
        return column == chosen || (kind == MixtureKind.Sparse && (column + edge.From.Value) % 3 == 0);
    }
}
