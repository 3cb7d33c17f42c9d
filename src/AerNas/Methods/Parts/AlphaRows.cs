namespace AerNas.Methods;

/// <summary>What constraints on alpha have in common that look at one edge after the other.</summary>
internal static class AlphaRows
{
    /// <summary>The new alphas of an edge.</summary>
    /// <param name="kind">The kind of cell.</param>
    /// <param name="edge">The edge.</param>
    /// <param name="was">Its alphas before the update. // [O]</param>
    /// <param name="now">Those that the optimizer left. // [O]</param>
    public delegate double[] Rule(CellKind kind, EdgeId edge, double[] was, double[] now);

    /// <summary>Gives each edge new alphas.</summary>
    /// <param name="alpha">As the optimizer left it; changed in place.</param>
    /// <param name="before">As it was before, one tensor each of <see cref="ArchitectureParameters.Tensors"/>.</param>
    /// <param name="rule">Says what they are.</param>
    public static void Rewrite(ArchitectureParameters alpha, IReadOnlyList<Tensor> before, Rule rule)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var space = alpha.Space;
        foreach (var (kind, old) in space.CellKinds.Zip(before)) // the alphas come before the betas
        {
            var (was, now) = (Rows(old), Rows(alpha[kind])); // [E][O]
            var rows = space.Edges.SelectMany((edge, row) => rule(kind, edge, was[row], now[row]));
            alpha[kind].copy_(tensor(rows.ToArray()).reshape(old.shape));
        }
    }

    /// <summary>The alphas of an edge with a number added to some of them.</summary>
    /// <param name="alphas">All of them. // [O]</param>
    /// <param name="some">Which.</param>
    /// <param name="by">What is added.</param>
    public static double[] Shifted(double[] alphas, ReadOnlySpan<bool> some, double by)
    {
        var shifted = new double[alphas.Length];
        for (var column = 0; column < shifted.Length; column++) shifted[column] = some[column] ? alphas[column] + by : alphas[column];
        return shifted;
    }

    private static double[][] Rows(Tensor alpha) =>
        [.. alpha.detach().to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray().Chunk((int)alpha.shape[1])];
}
