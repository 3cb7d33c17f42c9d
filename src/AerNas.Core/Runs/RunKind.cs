namespace AerNas.Runs;

/// <summary>What a run does.</summary>
/// <param name="Word">What its record says of it.</param>
/// <param name="Name">What a person calls it.</param>
/// <param name="HasEpochs">Whether it goes on epoch by epoch.</param>
public sealed record RunKind(string Word, string Name, bool HasEpochs)
{
    /// <summary>A search with a supernet.</summary>
    public static RunKind Search { get; } = new("search", "a search with a supernet", HasEpochs: true);

    /// <summary>A search-free method, judged by a table.</summary>
    public static RunKind Sampling { get; } = new("sampling", "a search without a supernet", HasEpochs: false);

    /// <summary>A training from scratch.</summary>
    public static RunKind Training { get; } = new("train", "a training", HasEpochs: true);

    /// <summary>The whole way from pictures to a model: a search and a training in one folder.</summary>
    public static RunKind Fit { get; } = new("fit", "a fit", HasEpochs: false);

    private static ImmutableArray<RunKind> Known { get; } = [Search, Sampling, Training, Fit];

    /// <summary>The kind of a word; of one that is not known, a kind that says so.</summary>
    public static RunKind Of(string word) =>
        Known.FirstOrDefault(kind => kind.Word == word) ?? new RunKind(word, $"a run of an unknown kind ({word})", HasEpochs: false);
}
