namespace AerNas.Searching.Deriving;

/// <summary>Alphas, betas, and what stands beside alpha, as <see cref="SearchRow"/> keeps them after every epoch of a search.</summary>
internal sealed class RecordedAlphas
{
    private readonly SortedDictionary<int, JsonObject> _rows = [];
    private readonly SearchSpace _space;
    private readonly string _file;

    /// <summary>Opens the record of a search.</summary>
    /// <exception cref="RunStorageException">No epoch has ended yet.</exception>
    public RecordedAlphas(RunDirectory run, SearchSpace space)
    {
        (_space, _file) = (space, run.Metrics.Path);
        foreach (var (epoch, row) in run.Metrics.Read("epoch")) _rows[epoch] = row;

        if (_rows.Count == 0)
            throw new RunStorageException(_file, $"{run.Path} has recorded no epoch yet; go on with it by aernas search --resume.");
    }

    public int Last => _rows.Keys.Last();

    /// <summary>What an epoch ended with; operations that were dropped by then are dropped again. The caller disposes of it.</summary>
    /// <exception cref="RunStorageException">It was not recorded, or its row is damaged.</exception>
    public ArchitectureParameters After(int epoch)
    {
        if (!_rows.TryGetValue(epoch, out var row))
            throw new RunStorageException(_file, $"{_file} has no epoch {epoch + 1}; there are {_rows.Keys.First() + 1} to {Last + 1}.");
        var weighsEdges = row["beta"] is not null;
        var beside = (row["beside"] as JsonObject)?.FirstOrDefault();
        if (!_space.CellKinds.All(kind => _space.Edges.All(edge => IsWhole(row, kind, edge, weighsEdges))))
            throw new RunStorageException(_file,
                $"{_file} is damaged: epoch {epoch + 1} has no alphas for every edge of the space {_space.Name}.");
        var alpha = ArchitectureParameters.FromValues(_space, kind => Operations(row["alpha"], kind),
            weighsEdges ? kind => Edges(row, kind) : null);
        if (beside is { Key: { } name, Value: var numbers })
            alpha.Accompany(new AlphaCompanion(name, 0, IsLearned: false), kind => Operations(numbers, kind));
        alpha.Keep(new KeptOperations(_space, (kind, edge, operation) => Alpha(row, kind, edge, operation) is not null));
        return alpha;
    }

    private bool IsWhole(JsonObject row, CellKind kind, EdgeId edge, bool weighsEdges) =>
        _space.Operations.Any(operation => Alpha(row, kind, edge, operation) is not null)
            && _space.Operations.All(operation => Alpha(row, kind, edge, operation) is not null || !Names(row, kind, edge, operation))
            && (!weighsEdges || Beta(row, kind, edge) is not null);

    private static double? Alpha(JsonObject row, CellKind kind, EdgeId edge, CandidateOperation operation) =>
        Of(row["alpha"], kind, edge, operation);

    private static double? Of(JsonNode? numbers, CellKind kind, EdgeId edge, CandidateOperation operation) =>
        Number(Member(Member(Member(numbers, kind), edge), operation));

    /// <summary>Whether there is something in the place of an alpha, be it no number; a dropped operation has nothing.</summary>
    private static bool Names(JsonObject row, CellKind kind, EdgeId edge, CandidateOperation operation) =>
        Member(Member(row["alpha"], kind), edge) is JsonObject alphas && alphas.ContainsKey(operation.Name);

    private static double? Beta(JsonObject row, CellKind kind, EdgeId edge) => Number(Member(Member(row["beta"], kind), edge));

    private static JsonNode? Member(JsonNode? node, object name) => (node as JsonObject)?[$"{name}"];

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) ? number : null;

    /// <summary>Numbers of operations as they were, float32; a dropped one has none, and its alpha has no say. // [E, O]</summary>
    private Tensor Operations(JsonNode? numbers, CellKind kind)
    {
        var values = from edge in _space.Edges
                     from operation in _space.Operations
                     select (float)(Of(numbers, kind, edge, operation) ?? 0);
        using var flat = tensor(values.ToArray());
        return flat.reshape(_space.Edges.Length, _space.Operations.Length);
    }

    private Tensor Edges(JsonObject row, CellKind kind) =>
        tensor(_space.Edges.Select(edge => (float)Beta(row, kind, edge)!.Value).ToArray()); // [E]
}
