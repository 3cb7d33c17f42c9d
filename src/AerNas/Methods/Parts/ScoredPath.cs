namespace AerNas.Methods;

/// <summary>An architecture and how good it was found to be.</summary>
internal sealed record ScoredPath(ChosenOperations Path, double Accuracy)
{
    /// <summary>The best of the architectures that a strategy proposes; the first of equals. Official ends of searches (AutoDL-Projects,
    /// get_best_arch) draw 100 and judge each by one validation batch, a different one each time.</summary>
    /// <param name="strategy">Proposes them, and is told the accuracies in percent.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="accuracy">The accuracy of an architecture, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public static ScoredPath BestOf(IArchitectureSampler strategy, int count, Func<ChosenOperations, double> accuracy)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var history = new List<JudgedArchitecture>();
        ScoredPath? best = null;
        while (history.Count < count && strategy.Propose(history) is { } path)
        {
            var scored = new ScoredPath(path, accuracy(path));
            history.Add(new JudgedArchitecture(path, 100 * scored.Accuracy, Seconds: null));
            if (best is null || scored.Accuracy > best.Accuracy) best = scored;
        }

        return best ?? throw new InvalidOperationException($"{strategy.GetType().Name} proposes no architecture at all.");
    }
}
