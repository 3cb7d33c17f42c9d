namespace AerNas.Methods;

/// <summary>An architecture and how good it was found to be.</summary>
internal sealed record ScoredPath(ChosenOperations Path, double Accuracy)
{
    /// <summary>The best of some architectures; the first of equals. Official ends of searches (AutoDL-Projects, get_best_arch) draw 100
    /// and judge each by one validation batch, a different one each time.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public static ScoredPath BestOf(int count, Func<int, ChosenOperations> draw, Func<ChosenOperations, double> accuracy)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Enumerable.Range(0, count).Select(draw).Select(path => new ScoredPath(path, accuracy(path)))
            .MaxBy(scored => scored.Accuracy)!;
    }
}
