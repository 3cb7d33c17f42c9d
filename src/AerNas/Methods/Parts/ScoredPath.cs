namespace AerNas.Methods;

/// <summary>An architecture and how good it was found to be.</summary>
internal sealed record ScoredPath(ChosenOperations Path, double Accuracy)
{
    /// <summary>All that the strategy left to choose from; empty where it looks at accuracy alone.</summary>
    public ImmutableArray<FrontMember> Front { get; init; } = [];

    /// <summary>The best of the architectures that a strategy proposes: the one of its front that it takes, else the most accurate, the
    /// first of equals. Official ends of searches (AutoDL-Projects, get_best_arch) draw 100 and judge each by one validation batch, a
    /// different one each time.</summary>
    /// <param name="strategy">Proposes them, and is told the accuracies in percent.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="accuracy">The accuracy of an architecture, 0 to 1.</param>
    /// <param name="each">Is called before each is judged, and between the steps of a strategy that learns; may break off by
    /// throwing.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public static ScoredPath BestOf(IArchitectureSampler strategy, int count, Func<ChosenOperations, double> accuracy, Action each)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var (history, all) = (new List<JudgedArchitecture>(), new List<ScoredPath>());
        while (history.Count < count && strategy.Propose(history, each) is { } path)
        {
            each();
            var scored = new ScoredPath(path, accuracy(path));
            history.Add(new JudgedArchitecture(path, 100 * scored.Accuracy, Seconds: null));
            all.Add(scored);
        }

        if (all.Count == 0) throw new InvalidOperationException($"{strategy.GetType().Name} proposes no architecture at all.");
        return strategy.FrontOf(history) is { } front
            ? all.First(scored => ReferenceEquals(scored.Path, front.Best.Path)) with { Front = front.Members }
            : all.MaxBy(scored => scored.Accuracy)!;
    }
}
