// The largest eigenvalue of a Hessian H, by Lanczos' iteration from products with H alone:
//
//   v_0 random, of length 1;   w = H v_j;   a_j = v_j . w;   w less its parts along v_0 .. v_j;   b_j = || w ||;   v_(j+1) = w / b_j
//
// The largest eigenvalue of the tridiagonal matrix of a (diagonal) and b (beside it) comes near that of H from below, within few products.
// A random start matters: the logits of one edge enter through a softmax, so constant vectors are in the Hessian's null space. Parts along
// earlier vectors are taken off twice, or rounding brings them back.

namespace AerNas.Bilevel;

/// <summary>The dominant eigenvalue of a loss's Hessian: the largest, with its sign.</summary>
internal static class DominantEigenvalue
{
    private const int MostProducts = 40;
    private const double Tolerance = 1e-4; // of the eigenvalue, from one product to the next
    private const double Exhausted = 1e-6; // of H's own size: what is left of w is rounding

    /// <summary>The largest eigenvalue; 0 where the loss is linear or lacks the leaves, not a number where it is not finite.</summary>
    /// <param name="loss">A scalar, twice differentiable.</param>
    /// <param name="leaves">What the Hessian is taken in.</param>
    /// <param name="seed">Of the start vector.</param>
    public static double Of(Tensor loss, IReadOnlyList<Tensor> leaves, int seed)
    {
        if (!loss.requires_grad) return 0;
        using var scope = NewDisposeScope();
        var gradients = Gradients.Of(loss, leaves, differentiable: true);
        return Largest(direction => Flat(HessianVectorProduct.Exact(gradients, leaves, Parts(direction, leaves))), Start(leaves, seed));
    }

    private static double Largest(Func<Tensor, Tensor> product, Tensor start)
    {
        var (diagonal, beside, vectors, found) = (new List<double>(), new List<double>(), new List<Tensor> { start }, double.NaN);
        while (true)
        {
            var image = product(vectors[^1]).detach(); // [P]
            var size = image.norm().ToNumber();
            if (!double.IsFinite(size)) return double.NaN; // of which no eigenvalues can be asked
            diagonal.Add(vectors[^1].dot(image).ToNumber());
            var before = found;
            found = LargestOf(diagonal, beside);
            if (vectors.Count == MostProducts || Math.Abs(found - before) <= Tolerance * Math.Abs(found)) return found;
            var basis = stack(vectors); // [j + 1, P]
            for (var pass = 0; pass < 2; pass++) image = image - basis.t().mv(basis.mv(image));
            var left = image.norm().ToNumber();
            if (!(left > Exhausted * size)) return found;
            beside.Add(left);
            vectors.Add(image.Over(left));
        }
    }

    /// <summary>Of the symmetric tridiagonal matrix.</summary>
    private static double LargestOf(IReadOnlyList<double> diagonal, IReadOnlyList<double> beside)
    {
        using var scope = NewDisposeScope();
        var matrix = diag(tensor(diagonal.ToArray()));
        if (beside.Count > 0) matrix = matrix.Plus(diag(tensor(beside.ToArray()), 1)).Plus(diag(tensor(beside.ToArray()), -1));
        return linalg.eigvalsh(matrix).max().ToNumber();
    }

    private static Tensor Start(IReadOnlyList<Tensor> leaves, int seed)
    {
        var random = new CounterRandom(seed, RandomStream.EigenvalueStart, 0, 0);
        var values = new double[leaves.Sum(leaf => leaf.numel())];
        for (var i = 0; i < values.Length; i++) values[i] = random.Uniform() - 0.5;
        var drawn = tensor(values).to(leaves[0].dtype).to(leaves[0].device);
        return drawn / drawn.norm();
    }

    private static Tensor Flat(IEnumerable<Tensor> parts) => cat([.. parts.Select(part => part.reshape(-1))]);

    private static Tensor[] Parts(Tensor flat, IReadOnlyList<Tensor> leaves) =>
        [.. flat.split([.. leaves.Select(leaf => leaf.numel())]).Zip(leaves, (part, leaf) => part.reshape(leaf.shape))];
}
