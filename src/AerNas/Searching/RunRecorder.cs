using System.Text.Json.Nodes;
using AerNas.Runs;
using AerNas.Spaces;
using TorchSharp;
using TorchSharp.Modules;

namespace AerNas.Searching;

/// <summary>Keeps a search in its run directory: <c>metrics.jsonl</c>, TensorBoard events, checkpoints.</summary>
public sealed class RunRecorder : ISearchRecorder
{
    private readonly RunDirectory _run;
    private readonly string _method;
    private readonly SummaryWriter _events;

    /// <summary>Records into a run directory.</summary>
    public RunRecorder(RunDirectory run, string method)
    {
        ArgumentNullException.ThrowIfNull(run);
        _run = run;
        _method = method;
        _events = torch.utils.tensorboard.SummaryWriter(Path.Combine(run.Path, "tensorboard"));
    }

    /// <inheritdoc/>
    public void RecordEpoch(SearchState state, EpochOutcome outcome, double lambda, TimeSpan elapsed)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(outcome);
        var scalars = new Dictionary<string, double>
        {
            ["trainLoss"] = state.Totals.MeanTrainLoss,
            ["trainAccuracy"] = state.Totals.TrainAccuracy,
            ["architectureLoss"] = state.Totals.MeanArchitectureLoss,
            ["gradientNorm"] = state.Totals.MeanGradientNorm,
            ["validationAccuracy"] = outcome.ValidationAccuracy,
            ["lambda"] = lambda,
            ["entropyBits"] = outcome.EntropyBits,
            ["learningRate"] = state.Optimizers.Weights.LearningRate,
            ["seconds"] = elapsed.TotalSeconds,
            ["residentBytes"] = Environment.WorkingSet,
        };
        var row = new JsonObject { ["epoch"] = outcome.Epoch, ["genotype"] = outcome.Genotype };
        foreach (var (name, value) in scalars) row[name] = value;
        var alphas = state.Alpha.Space.CellKinds.ToDictionary(kind => kind, state.Alpha.ToArray);
        row["alpha"] = new JsonObject(alphas.Select(a => KeyValuePair.Create<string, JsonNode?>(a.Key.ToString(), ToJson(state.Alpha.Space, a.Value))));
        _run.Metrics.Append(row);
        WriteEvents(state.Alpha.Space, outcome.Epoch, scalars, alphas);
    }

    /// <inheritdoc/>
    public void Save(SearchState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _run.Checkpoints.Save(state.Position, SearchCheckpoint.Write(state, _method));
    }

    private void WriteEvents(SearchSpace space, int epoch, Dictionary<string, double> scalars, Dictionary<CellKind, double[,]> alphas)
    {
        foreach (var (name, value) in scalars) _events.add_scalar(name, (float)value, epoch);
        foreach (var (kind, values) in alphas)
        {
            foreach (var edge in space.Edges)
            {
                foreach (var operation in space.Operations)
                    _events.add_scalar($"alpha/{kind}/{edge.From}-{edge.To}/{operation}", (float)values[space.RowOf(edge), space.ColumnOf(operation)], epoch);
            }
        }
    }

    /// <summary>One object an edge, keyed by operation.</summary>
    private static JsonObject ToJson(SearchSpace space, double[,] values) => new(space.Edges.Select(edge =>
        KeyValuePair.Create<string, JsonNode?>(edge.ToString(), new JsonObject(space.Operations.Select(operation =>
            KeyValuePair.Create<string, JsonNode?>(operation.Name, values[space.RowOf(edge), space.ColumnOf(operation)]))))));
}
