// The diagonal of a Hessian H, from products with H alone:
//
//   exact:      h_i = e_i . H e_i                       as many products as there are leaves' numbers
//   estimated:  h   = mean of z * (H z),  z = -1 or 1   (Hutchinson): unbiased; what lies beside the diagonal is its noise
//
// It is exact where that takes no more products than were asked for.

namespace AerNas.Bilevel;

/// <summary>How sharply a loss bends along each of its variables by itself.</summary>
internal static class HessianDiagonal
{
    /// <summary>The diagonal, one tensor a leaf, owned by the caller's scope; zeros where the loss lacks the leaves.</summary>
    /// <param name="loss">A scalar, twice differentiable.</param>
    /// <param name="leaves">What the Hessian is taken in.</param>
    /// <param name="products">The most products with the Hessian; at least 1.</param>
    /// <param name="random">Where an estimate draws from.</param>
    public static Tensor[] Of(Tensor loss, IReadOnlyList<Tensor> leaves, int products, CounterRandom random)
    {
        using var scope = NewDisposeScope();
        Tensor[] sums = [.. leaves.Select(leaf => zeros_like(leaf))];
        if (!loss.requires_grad) return [.. sums.Select(sum => sum.MoveToOuterDisposeScope())];
        var gradients = Gradients.Of(loss, leaves, differentiable: true);
        var count = (int)leaves.Sum(leaf => leaf.numel());
        var directions = count <= products ? Units(count) : Signs(count, products, random);
        var parts = count <= products ? 1.0 : 1.0 / products;
        foreach (var direction in directions)
        {
            using var product = NewDisposeScope();
            var along = Parts(direction, leaves);
            var image = HessianVectorProduct.Exact(gradients, leaves, along);
            foreach (var (sum, i) in sums.Select((sum, i) => (sum, i))) sum.PlusProductInPlace(along[i], image[i].detach(), parts);
        }

        return [.. sums.Select(sum => sum.MoveToOuterDisposeScope())];
    }

    private static IEnumerable<double[]> Units(int count) =>
        Enumerable.Range(0, count).Select(i => Enumerable.Range(0, count).Select(j => i == j ? 1.0 : 0).ToArray());

    private static IEnumerable<double[]> Signs(int count, int products, CounterRandom random)
    {
        for (var i = 0; i < products; i++)
        {
            var signs = new double[count];
            for (var j = 0; j < count; j++) signs[j] = random.Coin() ? 1 : -1;
            yield return signs;
        }
    }

    private static Tensor[] Parts(double[] flat, IReadOnlyList<Tensor> leaves) =>
        [.. tensor(flat).split([.. leaves.Select(leaf => leaf.numel())])
            .Zip(leaves, (part, leaf) => part.reshape(leaf.shape).to(leaf.dtype).to(leaf.device))];
}
