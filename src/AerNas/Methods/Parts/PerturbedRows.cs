// What both forms of SDARTS do to the rows of a mixture (SmoothDARTS attacker/perturb.py, model_search.py clip()):
//
//   p' = p + U(-epsilon, epsilon)      every operation by itself
//   p' is clamped to [0, 1] and divided by its sum; a row of which nothing is left has all of its weight on the largest p'

namespace AerNas.Methods;

/// <summary>Noise on a mixture, and the way back to rows that add up to 1.</summary>
internal static class PerturbedRows
{
    /// <summary>A mixture somewhere around another. Operations that take no part stay where they are.</summary>
    /// <returns>Constants, owned by the caller's scope.</returns>
    public static Mixture Around(Mixture mixture, RelaxationContext context, double radius)
    {
        using var scope = NewDisposeScope();
        var random = context.RandomOf(RandomStream.Perturbation);
        var drawn = mixture.Space.CellKinds.ToDictionary(kind => kind, kind => Draw(ref random, mixture, kind));
        var moved = Moved(mixture, kind => drawn[kind], radius);
        return moved.WithWeights(kind => moved[kind].MoveToOuterDisposeScope());
    }

    /// <summary>The mixture that given noise leads to.</summary>
    /// <param name="mixture">Its rows add up to 1.</param>
    /// <param name="noise">Numbers from -1 to 1; 0 where an operation takes no part. // [E, O]</param>
    /// <param name="radius">epsilon.</param>
    /// <returns>Constants, owned by the caller's scope.</returns>
    public static Mixture Moved(Mixture mixture, Func<CellKind, Tensor> noise, double radius) => mixture.WithWeights(kind =>
    {
        using var scope = NewDisposeScope();
        return Normalize(mixture[kind].detach().Plus(noise(kind), radius)).MoveToOuterDisposeScope(); // [E, O]
    });

    /// <summary>Clamps to [0, 1] and divides each row by its sum. // [E, O]</summary>
    public static Tensor Normalize(Tensor rows)
    {
        using var scope = NewDisposeScope();
        var clamped = rows.Between(0.0, 1.0);
        var sums = clamped.sum(-1, keepdim: true); // [E, 1]
        var largest = nn.functional.one_hot(rows.argmax(-1), rows.shape[1]).to(rows.dtype); // [E, O]
        return where(sums.IsAbove(0), clamped / sums, largest).MoveToOuterDisposeScope();
    }

    /// <summary>Numbers of U(-1, 1), zeros where an operation takes no part. // [E, O]</summary>
    private static Tensor Draw(ref CounterRandom random, Mixture mixture, CellKind kind)
    {
        var space = mixture.Space;
        var values = new double[space.Edges.Length, space.Operations.Length];
        foreach (var edge in space.Edges)
        {
            foreach (var operation in space.Operations)
            {
                var number = 2 * random.Uniform() - 1;
                if (mixture.IsActive(kind, edge, operation)) values[space.RowOf(edge), space.ColumnOf(operation)] = number;
            }
        }

        return tensor(values, mixture[kind].dtype, mixture[kind].device);
    }
}
