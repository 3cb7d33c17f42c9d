namespace AerNas.Stopping;

/// <summary>What an epoch left to those that look back: stop rules, and decisions by how alpha moved. In checkpoints.</summary>
/// <param name="Outcome">What it ended with.</param>
/// <param name="Alphas">Kind after kind, edge after edge, a value an operation, all in the space's order.</param>
/// <param name="Eigenvalue">The dominant eigenvalue of L_val's Hessian in alpha; null where not measured or not finite.</param>
public sealed record EpochTrace(EpochOutcome Outcome, ImmutableArray<double> Alphas, double? Eigenvalue)
{
    /// <summary>The trace of an epoch that has ended.</summary>
    public static EpochTrace Of(EpochOutcome outcome, ArchitectureParameters alpha, double? eigenvalue)
    {
        ArgumentNullException.ThrowIfNull(alpha);
        return new EpochTrace(outcome, [.. alpha.Space.CellKinds.SelectMany(kind => alpha.ToArray(kind).Cast<double>())], eigenvalue);
    }

    /// <summary>The alphas of an edge, in the space's order of operations.</summary>
    public ReadOnlySpan<double> Row(SearchSpace space, CellKind kind, EdgeId edge)
    {
        ArgumentNullException.ThrowIfNull(space);
        var row = space.CellKinds.IndexOf(kind) * space.Edges.Length + space.RowOf(edge);
        return Alphas.AsSpan(row * space.Operations.Length, space.Operations.Length);
    }
}

/// <summary>What an epoch ended with.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Genotype">The architecture its alphas stand for, in the official notation.</param>
/// <param name="ValidationAccuracy">Of the supernet on the validation half, 0 to 1.</param>
/// <param name="EntropyBits">Architecture entropy.</param>
public sealed record EpochOutcome(int Epoch, string Genotype, double ValidationAccuracy, double EntropyBits);
