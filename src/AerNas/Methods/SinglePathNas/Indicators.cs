// The indicators of Single-Path NAS (Stamoulis et al.: Single-Path NAS, ECML PKDD 2019, section 3; dstamoulis/single-path-nas
// nas-search/superkernel.py), as alphas have them. An indicator says 1 where its margin x, a norm of weights less a learned threshold, is
// at least 0: whether the kernel grows by a ring, whether the layer stays, whether it has more of the channels. sigmoid(x) is its
// probability, so that an edge of one ring, one step of channels and a skip connection stands for
//
//   p(skip) = 1 - s,   p(3x3, half) = s (1 - r) (1 - c),   p(5x5, half) = s r (1 - c),   ...   s, r, c = sigmoid(x) of each
//
// and further steps only follow where those before them are taken. The alphas of an edge are the logarithms of these, and a margin is read
// off them as the logarithm of the odds of its indicator.

namespace AerNas.Methods;

/// <summary>The indicators of one edge: those of rings first, then that of the layer where it can be left out, then those of
/// channels.</summary>
/// <param name="shared">What its operations are parts of.</param>
/// <param name="space">Gives columns their meaning.</param>
internal sealed class Indicators(Superkernel shared, SearchSpace space)
{
    private readonly int _rings = shared.Sizes.Length - 1;
    private readonly int _stays = shared.Skip is null ? 0 : 1;

    /// <summary>How many there are.</summary>
    public int Count => _rings + _stays + shared.Expansions.Length - 1;

    /// <summary>How many of them are of rings.</summary>
    public int Rings => _rings;

    /// <summary>Whether the first behind those of rings is that of the layer.</summary>
    public bool CanSkip => _stays == 1;

    /// <summary>The indicators of an edge; null where its operations share no weights.</summary>
    public static Indicators? Of(SearchSpace space, CellKind kind, EdgeId edge) =>
        Superkernel.Of(space.Candidates.Of(kind, edge)) is { } shared ? new Indicators(shared, space) : null;

    /// <summary>The margins that alphas stand for: scalars.</summary>
    /// <param name="alpha">Those of the edge. // [O]</param>
    public Tensor[] Margins(Tensor alpha)
    {
        Tensor[] rings = [.. Enumerable.Range(1, _rings)
            .Select(i => LogSum(At(size => size >= i, _ => true)) - LogSum(At(size => size == i - 1, _ => true)))];
        Tensor[] stays = shared.Skip is { } skip ? [LogSum(At(_ => true, _ => true)) - alpha[space.ColumnOf(skip)]] : [];
        Tensor[] channels = [.. Enumerable.Range(1, shared.Expansions.Length - 1)
            .Select(j => LogSum(At(_ => true, e => e >= j)) - LogSum(At(_ => true, e => e == j - 1)))];
        return [.. rings, .. stays, .. channels];

        Tensor LogSum(IEnumerable<int> columns) => stack([.. columns.Select(column => alpha[column])]).logsumexp(0);
    }

    /// <summary>The alphas that margins stand for; those of operations that the edge cannot carry stay. // [O]</summary>
    public double[] Alphas(double[] margins, double[] otherwise)
    {
        var alphas = (double[])otherwise.Clone();
        var stays = 0.0;
        if (shared.Skip is { } skip) (alphas[space.ColumnOf(skip)], stays) = (LogSigmoid(-margins[_rings]), LogSigmoid(margins[_rings]));
        for (var size = 0; size <= _rings; size++)
            for (var expansion = 0; expansion < shared.Expansions.Length; expansion++)
                alphas[space.ColumnOf(shared.At(size, expansion))] =
                    stays + Chance(margins.AsSpan(0, _rings), size) + Chance(margins.AsSpan(_rings + _stays), expansion);

        return alphas;
    }

    /// <summary>What the mixture multiplies each operation by. // [O]</summary>
    /// <param name="indicators">Their values, 0 or 1 or what dropout makes of it.</param>
    public Tensor Weights(Tensor[] indicators)
    {
        var one = ones_like(indicators[0]);
        var (rings, channels) = (Products(indicators[.._rings], one), Products(indicators[(_rings + _stays)..], one));
        var stays = CanSkip ? indicators[_rings] : one;
        Tensor[] weights = [.. space.Operations.Select(_ => zeros_like(one))];
        if (shared.Skip is { } skip) weights[space.ColumnOf(skip)] = one - stays;
        for (var size = 0; size <= _rings; size++)
            for (var expansion = 0; expansion < shared.Expansions.Length; expansion++)
                weights[space.ColumnOf(shared.At(size, expansion))] =
                    stays * (rings[size] - rings[size + 1]) * (channels[expansion] - channels[expansion + 1]);

        return stack(weights);
    }

    /// <summary>The operation that indicators choose.</summary>
    public CandidateOperation Chosen(double[] margins)
    {
        if (shared.Skip is { } skip && margins[_rings] < 0) return skip;
        return shared.At(Steps(margins.AsSpan(0, _rings)), Steps(margins.AsSpan(_rings + _stays)));
    }

    /// <summary>The sums of squared weights by ring, the middle first, and by step of channels. // [rings + 1, steps + 1]</summary>
    /// <param name="kernel">// [C, 1, k, k]</param>
    public Tensor Squares(Tensor kernel)
    {
        var squares = (kernel * kernel).squeeze(1); // [C, k, k]
        var channels = (int)kernel.shape[0];
        return stack([.. shared.Sizes.Select((size, i) =>
        {
            var ring = (squares * Ring(kernel, i == 0 ? 0 : shared.Sizes[i - 1], size)).sum([1L, 2L]); // [C]
            return stack([.. Enumerable.Range(0, shared.Expansions.Length).Select(j =>
            {
                var first = j == 0 ? 0 : shared.ChannelsOf(channels, j - 1);
                return ring.narrow(0, first, shared.ChannelsOf(channels, j) - first).sum();
            })]);
        })]);
    }

    /// <summary>1; d1; d1 d2; ...; 0: what a step and those before it come to.</summary>
    public static Tensor[] Products(Tensor[] indicators, Tensor one)
    {
        var products = new Tensor[indicators.Length + 2];
        products[0] = one;
        for (var i = 0; i < indicators.Length; i++) products[i + 1] = products[i] * indicators[i];
        products[^1] = zeros_like(one);
        return products;
    }

    private IEnumerable<int> At(Func<int, bool> size, Func<int, bool> expansion) =>
        from i in Enumerable.Range(0, _rings + 1)
        where size(i)
        from j in Enumerable.Range(0, shared.Expansions.Length)
        where expansion(j)
        select space.ColumnOf(shared.At(i, j));

    /// <summary>1 between two squares around the middle. // [k, k]</summary>
    private static Tensor Ring(Tensor kernel, int inner, int outer)
    {
        var ring = zeros_like(kernel[0, 0]);
        foreach (var (size, value) in ((int, double)[])[(outer, 1), (inner, 0)])
        {
            var margin = (kernel.shape[2] - size) / 2;
            if (size > 0) ring.narrow(0, margin, size).narrow(1, margin, size).FillInPlace(value);
        }

        return ring;
    }

    private static int Steps(ReadOnlySpan<double> margins)
    {
        var steps = 0;
        while (steps < margins.Length && margins[steps] >= 0) steps++;
        return steps;
    }

    /// <summary>The logarithm of the probability that as many steps are taken and no more.</summary>
    private static double Chance(ReadOnlySpan<double> margins, int steps)
    {
        var chance = steps < margins.Length ? LogSigmoid(-margins[steps]) : 0;
        for (var i = 0; i < steps; i++) chance += LogSigmoid(margins[i]);
        return chance;
    }

    private static double LogSigmoid(double x) => Math.Min(x, 0) - Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
