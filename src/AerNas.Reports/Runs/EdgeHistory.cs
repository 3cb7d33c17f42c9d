namespace AerNas.Reports.Runs;

/// <summary>How the probabilities of an edge moved, epoch by epoch: as recorded, or else softmax(alpha[edge]).</summary>
/// <param name="Kind">The kind of cell.</param>
/// <param name="Edge">The edge, in the notation of the record, <c>to&lt;-from</c>.</param>
/// <param name="Operations">The operations, in the order of the space's columns.</param>
/// <param name="Shares">One series an operation, 0 to 1; not a number where an epoch did not offer the operation.</param>
public sealed record EdgeHistory(string Kind, string Edge, ImmutableArray<string> Operations, ImmutableArray<ImmutableArray<double>> Shares)
{
    /// <summary>The edge as a person reads it: where from, where to.</summary>
    public string Label => Edge.Split("<-") is [var to, var from] ? $"{from} → {to}" : Edge;

    /// <summary>The histories of all edges in the order of the record; of no edge whose operations were never recorded.</summary>
    public static ImmutableArray<EdgeHistory> Of(RecordedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var edges = run.Epochs.SelectMany(epoch => epoch.Alpha ?? [])
            .SelectMany(kind => (kind.Value as JsonObject ?? []).Select(edge => (Kind: kind.Key, Edge: edge.Key)));
        return [.. edges.Distinct().Select(edge => Of(run, edge.Kind, edge.Edge)).Where(edge => !edge.Operations.IsEmpty)];
    }

    private static EdgeHistory Of(RecordedRun run, string kind, string edge)
    {
        var mixtures = run.Epochs.Select(epoch => Numbers(epoch.Probability?[kind]?[edge]) is { Count: > 0 } recorded
            ? recorded
            : Softmax(Numbers(epoch.Alpha?[kind]?[edge]))).ToArray();
        ImmutableArray<string> operations = [.. mixtures.SelectMany(mixture => mixture.Keys).Distinct()];
        return new EdgeHistory(kind, edge, operations,
            [.. operations.Select(operation => mixtures.Select(mixture => mixture.GetValueOrDefault(operation, double.NaN))
                .ToImmutableArray())]);
    }

    private static Dictionary<string, double> Numbers(JsonNode? edge) =>
        (edge as JsonObject ?? []).Where(a => a.Value is not null).ToDictionary(a => a.Key, a => a.Value!.GetValue<double>());

    private static Dictionary<string, double> Softmax(Dictionary<string, double> logits)
    {
        if (logits.Count == 0) return logits;
        var largest = logits.Values.Max();
        var sum = logits.Values.Sum(value => Math.Exp(value - largest));
        return logits.ToDictionary(a => a.Key, a => Math.Exp(a.Value - largest) / sum);
    }
}
