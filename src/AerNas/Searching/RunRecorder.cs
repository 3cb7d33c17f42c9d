using System.Text.Json.Nodes;
using AerNas.Controllers;
using AerNas.Relaxations;
using AerNas.Runs;
using AerNas.Runtime;
using AerNas.Spaces;

namespace AerNas.Searching;

/// <summary>Keeps a search in its run directory: <c>metrics.jsonl</c>, TensorBoard events, checkpoints.</summary>
public sealed class RunRecorder : ISearchRecorder
{
    private readonly RunDirectory _run;
    private readonly string _method;
    private readonly int? _returnsTo;
    private readonly MetricsWriter _metrics;
    private readonly RunClock _clock;

    /// <summary>Records into a run directory.</summary>
    /// <param name="run">The directory.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="returnsTo">The first epoch to which the search may <see cref="GoBack"/>; null: it never does.</param>
    /// <param name="position">Where the run begins or goes on.</param>
    public RunRecorder(RunDirectory run, string method, int? returnsTo = null, RunPosition position = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        _run = run;
        _method = method;
        _returnsTo = returnsTo;
        _metrics = new MetricsWriter(run);
        _clock = new RunClock(run, position);
    }

    /// <summary>How long the run has been worked on, by all processes.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Checkpoints that stand at this epoch or later are all kept.</summary>
    private int EarliestKept => _returnsTo + 1 ?? int.MaxValue;

    /// <inheritdoc/>
    public void RecordEpoch(SearchState state, EpochOutcome outcome, SearchSigns signs, double lambda)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(signs);
        var alphas = state.Alpha.Space.CellKinds.ToDictionary(kind => kind, state.Alpha.ToArray);
        var scalars = new Dictionary<string, double>(state.Totals.Numbers)
        {
            ["validationAccuracy"] = outcome.ValidationAccuracy,
            ["lambda"] = lambda,
            ["entropyBits"] = outcome.EntropyBits,
            ["skipShare"] = signs.SkipShare,
            ["choiceGap"] = signs.ChoiceGap,
            ["learningRate"] = state.Optimizers.Weights.LearningRate,
        };
        foreach (var (name, value) in OfController(state.Controller)) scalars[name] = value;
        if (signs.DiscretizedAccuracy is { } accuracy) scalars["discretizedAccuracy"] = accuracy;
        if (signs.DiscretizationGap is { } gap) scalars["discretizationGap"] = gap;
        if (signs.HessianEigenvalue is { } eigenvalue) scalars["hessianEigenvalue"] = eigenvalue;
        var row = new JsonObject
        {
            ["genotype"] = outcome.Genotype,
            ["alpha"] = new JsonObject(alphas.Select(a => KeyValuePair.Create<string, JsonNode?>(a.Key.ToString(), ToJson(state.Alpha.Kept, a.Key, a.Value)))),
        };
        if (state.Returns > 0) row["returns"] = state.Returns;
        if (signs.Advice is { } advice) row["advice"] = advice.Sentence;
        if (state.PartsOf is not null) row["stage"] = state.Stage + 1;
        if (EdgesToJson(state.Alpha) is { Count: > 0 } betas) row["beta"] = betas;
        _metrics.Write(outcome.Epoch, scalars, Elapsed, row);
        foreach (var (kind, values) in alphas) WriteEvents(state.Alpha.Kept, kind, values, outcome.Epoch);
        WriteEdgeEvents(state.Alpha, outcome.Epoch);
    }

    /// <inheritdoc/>
    public void Save(SearchState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _clock.Keep(state.Position);
        _run.Save(state.Position, SearchCheckpoint.Write(state, _method), EarliestKept);
    }

    /// <summary>Removes what a process that was killed had not yet removed after it saved.</summary>
    internal void Prune() => _run.Checkpoints.Prune(EarliestKept);

    /// <inheritdoc/>
    public void GoBack(SearchState state, int epoch)
    {
        var position = new RunPosition(epoch + 1, 0);
        var (file, content) = _run.Checkpoints.Load(position);
        SearchCheckpoint.Read(content, file, state, _method);
        _run.Checkpoints.ForgetAfter(position); // before their rows: a run that is killed in between goes on here
        _run.Metrics.TruncateFrom(position.Epoch);
    }

    private void WriteEvents(KeptOperations kept, CellKind kind, double[,] values, int epoch)
    {
        foreach (var edge in kept.Space.Edges)
        {
            foreach (var operation in kept.Of(kind, edge))
                _metrics.Event($"alpha/{kind}/{edge.From}-{edge.To}/{operation}", values[kept.Space.RowOf(edge), kept.Space.ColumnOf(operation)], epoch);
        }
    }

    private void WriteEdgeEvents(ArchitectureParameters alpha, int epoch)
    {
        foreach (var (kind, values) in Betas(alpha))
        {
            foreach (var edge in alpha.Space.Edges) _metrics.Event($"beta/{kind}/{edge.From}-{edge.To}", values[alpha.Space.RowOf(edge)], epoch);
        }
    }

    private static IEnumerable<(string Name, double Value)> OfController(ControllerTraining? training)
    {
        if (training is null) return [];
        var epoch = new ControllerEpoch(training.Updates);
        return
        [
            ("controllerLoss", epoch.Loss), ("controllerAccuracy", epoch.Accuracy), ("controllerEntropyNats", epoch.Entropy),
            ("controllerReward", epoch.Reward), ("controllerBaseline", epoch.Baseline),
        ];
    }

    /// <summary>One number an edge; empty where edges have no weights.</summary>
    private static JsonObject EdgesToJson(ArchitectureParameters alpha) => new(Betas(alpha).Select(betas =>
        KeyValuePair.Create<string, JsonNode?>(betas.Kind.ToString(), new JsonObject(alpha.Space.Edges.Select(edge =>
            KeyValuePair.Create<string, JsonNode?>(edge.ToString(), betas.Values[alpha.Space.RowOf(edge)]))))));

    private static IEnumerable<(CellKind Kind, double[] Values)> Betas(ArchitectureParameters alpha) =>
        from kind in alpha.Space.CellKinds
        let values = alpha.EdgesToArray(kind)
        where values is not null
        select (kind, values);

    /// <summary>One object an edge, keyed by operation; what is dropped has no number.</summary>
    private static JsonObject ToJson(KeptOperations kept, CellKind kind, double[,] values) => new(kept.Space.Edges.Select(edge =>
        KeyValuePair.Create<string, JsonNode?>(edge.ToString(), new JsonObject(kept.Of(kind, edge).Select(operation =>
            KeyValuePair.Create<string, JsonNode?>(operation.Name, values[kept.Space.RowOf(edge), kept.Space.ColumnOf(operation)]))))));
}
