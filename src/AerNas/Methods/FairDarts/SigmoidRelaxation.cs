namespace AerNas.Methods;

/// <summary>sigmoid(alpha) of each operation by itself: operations of an edge do not compete, several may be strong at once (FairDARTS).
/// The weight of <c>none</c> multiplies nothing, so that its alpha never moves: to such a mixture an edge without a strong operation is
/// none.</summary>
internal sealed class SigmoidRelaxation : IRelaxation
{
    public Mixture Relax(ArchitectureParameters alpha, RelaxationContext context)
    {
        return new Mixture(alpha.Space, kind => sigmoid(alpha.KeptLogits(kind))); // [E, O]
    }

    /// <inheritdoc/>
    /// <returns>sigmoid(alpha) of each operation by itself; 0 of none, which is no gate.</returns>
    public double[,] Probabilities(ArchitectureParameters alpha, CellKind kind) => Gates(alpha, kind);

    internal static double[,] Gates(ArchitectureParameters alpha, CellKind kind)
    {
        using var scope = NewDisposeScope();
        var gates = ArchitectureParameters.Table(sigmoid(alpha.KeptLogits(kind).detach()));
        foreach (var operation in alpha.Space.Operations.Where(operation => operation.Family == OperationFamily.None))
            foreach (var edge in alpha.Space.Edges) gates[alpha.Space.RowOf(edge), alpha.Space.ColumnOf(operation)] = 0;

        return gates;
    }
}
