using AerNas.Runtime;
using static TorchSharp.torch;

namespace AerNas.Tests.Networks;

/// <summary>
/// What a float32 computation may give: what float64 gives, but for rounding. How far float64's own results move when its inputs move by a
/// rounding says how much that is. A ReLU whose input is zero but for rounding may fall on either side, which sets gradients apart by 1e-3;
/// then one of the neighbours of the inputs falls on the same side, and its results are the right ones.
/// </summary>
internal sealed class Neighbourhood
{
    private const double Distance = 1.0 / (1 << 23); // of a neighbour's inputs, each relative to itself: a rounding of float32
    private const double Least = 4 * Distance; // what results move at the least
    private const int Sampled = 2; // neighbours that say how far results move; the smaller counts, in case a ReLU falls on the other side
    private const int Neighbours = 16; // that may explain a result
    private const string SecondOrder = "second order";

    // The tolerance, of the distance that float64's results move. Measured: 0.4 to 1.5; in second order, whose finite difference multiplies
    // the rounding of gradients too, 2 to 10.
    private const double Times = 4;
    private const double TimesInSecondOrder = 30;

    private const double Vanishing = 1e-12; // norm in float64 of what is zero but for rounding: gradients of biases in front of batch norms
    private const double VanishingTolerance = 1e-5; // the norm of such a gradient in float32; losses are of order 1

    private readonly Func<int, IReadOnlyDictionary<string, Tensor>> _exact;
    private readonly double _slack;
    private readonly Lazy<Dictionary<string, double>> _allowed;
    private readonly List<IReadOnlyDictionary<string, Tensor>> _results = [];

    /// <param name="exact">The float64 results, by name, at a neighbour; 0 is the place itself. They live in the caller's scope.</param>
    /// <param name="slack">What the tolerance is multiplied by, for networks that were not measured.</param>
    public Neighbourhood(Func<int, IReadOnlyDictionary<string, Tensor>> exact, double slack = 1)
    {
        _exact = exact;
        _slack = slack;
        _allowed = new(Allowed);
    }

    /// <summary>Moves values to those of a neighbour, each by a drawn share of itself.</summary>
    /// <param name="values">The values.</param>
    /// <param name="neighbour">Which; 0 leaves them.</param>
    public static void Move(IEnumerable<Tensor> values, int neighbour)
    {
        if (neighbour == 0) return;
        using var noGrad = no_grad();
        using var stream = RandomStreams.Create(neighbour, "neighbours");
        foreach (var value in values) value.mul_(randn(value.shape, generator: stream).to(value.dtype).Times(Distance).Plus(1));
    }

    /// <summary>A value moved to that of a neighbour.</summary>
    /// <param name="value">The value, which is left as it is.</param>
    /// <param name="name">Its name among those that are moved.</param>
    /// <param name="neighbour">Which; 0 for the value itself.</param>
    public static Tensor Moved(Tensor value, string name, int neighbour)
    {
        if (neighbour == 0) return value;
        using var stream = RandomStreams.Create(neighbour, name);
        return value * randn(value.shape, generator: stream).to(value.dtype).Times(Distance).Plus(1);
    }

    /// <summary>What is off by more than rounding at the neighbour that explains the results best; null where nothing is.</summary>
    public string? Complaint(IReadOnlyDictionary<string, Tensor> actual)
    {
        if (Far(actual, Result(0)).All(far => far.Value <= TimesOf(far.Key) * Least)) return null; // right, however far results move
        (double Share, string? Text) best = (double.PositiveInfinity, null);
        for (var i = 0; i <= Neighbours && best.Share > 1; i++)
        {
            var worst = Far(actual, Result(i)).MaxBy(far => far.Value / _allowed.Value[far.Key]);
            var share = worst.Value / _allowed.Value[worst.Key];
            if (share < best.Share)
                best = (share, $"{worst.Key}: off by {worst.Value:E1} of the norm, more than {_allowed.Value[worst.Key]:E1}");
        }

        return best.Share <= 1 ? null : best.Text ?? "not a number";
    }

    /// <summary>How far results of each kind may be off.</summary>
    private Dictionary<string, double> Allowed()
    {
        var moved = Enumerable.Range(1, Sampled).Select(i => Far(Result(i), Result(0))).ToArray();
        return moved[0].Keys.ToDictionary(kind => kind, kind => TimesOf(kind) * Math.Max(Least, moved.Min(far => far[kind])));
    }

    private IReadOnlyDictionary<string, Tensor> Result(int neighbour)
    {
        while (_results.Count <= neighbour) _results.Add(_exact(_results.Count));
        return _results[neighbour];
    }

    /// <summary>The largest distance among the results of each kind, relative to their norms.</summary>
    private static Dictionary<string, double> Far(IReadOnlyDictionary<string, Tensor> actual, IReadOnlyDictionary<string, Tensor> exact) =>
        exact.Keys.GroupBy(KindOf).ToDictionary(kind => kind.Key, kind => kind.Max(name => Far(actual[name], exact[name])));

    /// <summary>Relative to the norm; of what vanishes, whether it is too large to.</summary>
    private static double Far(Tensor actual, Tensor exact)
    {
        var norm = Norm(exact);
        if (norm < Vanishing) return Norm(actual) > VanishingTolerance ? double.PositiveInfinity : 0;
        return Norm(actual - exact) / norm;
    }

    /// <summary>Results of one kind are given one tolerance.</summary>
    private static string KindOf(string name)
    {
        if (name.EndsWith(SecondOrder, StringComparison.Ordinal)) return SecondOrder;
        return name.StartsWith("gradient", StringComparison.Ordinal) ? "gradients" : "outputs";
    }

    private double TimesOf(string kind) => _slack * (kind == SecondOrder ? TimesInSecondOrder : Times);

    private static double Norm(Tensor value) => value.norm().item<double>();
}
