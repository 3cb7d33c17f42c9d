namespace AerNas.Methods;

/// <summary>A strategy of search: proposes one architecture after another, each judged before the next is asked for, by a table in a search
/// without a supernet, else by the weights of a trained supernet. The same history gives the same proposal, on every machine.</summary>
public interface IArchitectureSampler : IDisposable
{
    /// <summary>The next architecture to judge; null where it has no further one.</summary>
    /// <param name="history">All that were judged so far, in order; from call to call it only grows.</param>
    ChosenOperations? Propose(IReadOnlyList<JudgedArchitecture> history);

    /// <summary>The same for a strategy that learns long between proposals.</summary>
    /// <param name="history">All that were judged so far, in order; from call to call it only grows.</param>
    /// <param name="between">Is called between the steps by which it learns; may break off by throwing, after which there is no further
    /// proposal to ask for.</param>
    ChosenOperations? Propose(IReadOnlyList<JudgedArchitecture> history, Action between) => Propose(history);

    /// <summary>What a strategy that weighs more than accuracy leaves to choose from, and which of it is the result of a search on shared
    /// weights; null: the most accurate architecture is.</summary>
    /// <param name="history">All that were judged, one at least.</param>
    ArchitectureFront? FrontOf(IReadOnlyList<JudgedArchitecture> history) => null;
}

/// <summary>An architecture that was judged.</summary>
/// <param name="Path">The architecture.</param>
/// <param name="Accuracy">Its validation accuracy, in percent.</param>
/// <param name="Seconds">What judging it would have cost, in seconds of training and validation; null where that is not known.</param>
public sealed record JudgedArchitecture(ChosenOperations Path, double Accuracy, double? Seconds);
