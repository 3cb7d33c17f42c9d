namespace AerNas.Methods;

/// <summary>How the operations of an edge share its softmax: what <see cref="GreedyDecisions"/> scores it by.</summary>
internal sealed class EdgeDistribution
{
    private readonly double[] _candidates; // q: without none, adding up to 1

    public EdgeDistribution(SearchSpace space, ReadOnlySpan<double> alphas, ReadOnlySpan<bool> offered)
    {
        var most = double.NegativeInfinity;
        foreach (var alpha in alphas) most = Math.Max(most, alpha);
        var none = space.Operations.IndexOf(CandidateOperation.None);
        var all = new double[alphas.Length];
        for (var column = 0; column < all.Length; column++) all[column] = offered[column] ? Math.Exp(alphas[column] - most) : 0;
        var offers = offered.ToArray();
        double[] candidates = [.. all.Where((_, column) => column != none && offers[column])];
        Importance = candidates.Sum() / all.Sum();
        _candidates = [.. candidates.Select(value => value / candidates.Sum())];
    }

    /// <summary>S: the probability that it is not none.</summary>
    public double Importance { get; }

    /// <summary>C: 0 where all candidates are equal, 1 where one has it all.</summary>
    public double Certainty =>
        _candidates.Length == 1 ? 1 : 1 + _candidates.Sum(q => q > 0 ? q * Math.Log(q) : 0) / Math.Log(_candidates.Length);

    /// <summary>What two distributions over the candidates have in common: 1 where they are equal.</summary>
    public double Intersection(EdgeDistribution other) => _candidates.Zip(other._candidates, Math.Min).Sum();
}
