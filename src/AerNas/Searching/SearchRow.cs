using AerNas.Running;
using AerNas.Searching.Watching;
using AerNas.Stopping;

namespace AerNas.Searching;

/// <summary>What is kept of an epoch of a search: its numbers, its signs, and alpha, edge by edge.</summary>
internal static class SearchRow
{
    /// <summary>The row of an epoch, before the state counts it.</summary>
    /// <param name="state">The state at the epoch's end, its totals included.</param>
    /// <param name="relaxation">Tells the probabilities of alpha; kept where they are not softmax(alpha), which readers can take.</param>
    /// <param name="outcome">What the epoch ended with.</param>
    /// <param name="signs">The signs it shows.</param>
    /// <param name="lambda">The regularizer's coefficient in it.</param>
    public static EpochRow Of(SearchState state, IRelaxation relaxation, EpochOutcome outcome, SearchSigns signs, double lambda)
    {
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
        foreach (var (name, value) in state.Own?.Recorded ?? []) scalars[name] = value;
        if (signs.DiscretizedAccuracy is { } accuracy) scalars["discretizedAccuracy"] = accuracy;
        if (signs.DiscretizationGap is { } gap) scalars["discretizationGap"] = gap;
        if (signs.HessianEigenvalue is { } eigenvalue) scalars["hessianEigenvalue"] = eigenvalue;
        var others = new JsonObject
        {
            ["genotype"] = outcome.Genotype,
            ["alpha"] = ToJson(state.Alpha.Kept, alphas),
        };
        var probabilities = alphas.Keys.ToDictionary(kind => kind, kind => relaxation.Probabilities(state.Alpha, kind));
        if (alphas.Keys.Any(kind => !probabilities[kind].Cast<double>().SequenceEqual(state.Alpha.Probabilities(kind).Cast<double>())))
            others["probability"] = ToJson(state.Alpha.Kept, probabilities);
        if (state.Returns > 0) others["returns"] = state.Returns;
        if (signs.Advice is { } advice) others["advice"] = advice.Sentence;
        if (state.PartsOf is not null) others["stage"] = state.Stage + 1;
        if (EdgesToJson(state.Alpha) is { Count: > 0 } betas) others["beta"] = betas;
        if (state.Alpha.Companion is { } companion)
        {
            var numbers = alphas.Keys.ToDictionary(kind => kind, kind => ArchitectureParameters.Table(state.Alpha.CompanionOf(kind)));
            others["beside"] = new JsonObject { [companion.Name] = ToJson(state.Alpha.Kept, numbers) };
        }

        return new EpochRow(outcome.Epoch, scalars)
        {
            Others = others,
            Events = alphas.SelectMany(alpha => Events(state.Alpha.Kept, alpha.Key, alpha.Value)).Concat(EdgeEvents(state.Alpha)),
        };
    }

    private static IEnumerable<(string Name, double Value)> Events(KeptOperations kept, CellKind kind, double[,] values) =>
        from edge in kept.Space.Edges
        from operation in kept.Of(kind, edge)
        select ($"alpha/{kind}/{edge.From}-{edge.To}/{operation}", values[kept.Space.RowOf(edge), kept.Space.ColumnOf(operation)]);

    private static IEnumerable<(string Name, double Value)> EdgeEvents(ArchitectureParameters alpha) =>
        from betas in Betas(alpha)
        from edge in alpha.Space.Edges
        select ($"beta/{betas.Kind}/{edge.From}-{edge.To}", betas.Values[alpha.Space.RowOf(edge)]);

    /// <summary>One number an edge; empty where edges have no weights.</summary>
    private static JsonObject EdgesToJson(ArchitectureParameters alpha) => new(Betas(alpha).Select(betas =>
        KeyValuePair.Create<string, JsonNode?>(betas.Kind.ToString(), new JsonObject(alpha.Space.Edges.Select(edge =>
            KeyValuePair.Create<string, JsonNode?>(edge.ToString(), betas.Values[alpha.Space.RowOf(edge)]))))));

    private static IEnumerable<(CellKind Kind, double[] Values)> Betas(ArchitectureParameters alpha) =>
        from kind in alpha.Space.CellKinds
        let values = alpha.EdgesToArray(kind)
        where values is not null
        select (kind, values);

    private static JsonObject ToJson(KeptOperations kept, Dictionary<CellKind, double[,]> values) =>
        new(values.Select(kind => KeyValuePair.Create<string, JsonNode?>(kind.Key.ToString(), ToJson(kept, kind.Key, kind.Value))));

    /// <summary>One object an edge, keyed by operation; what is dropped has no number.</summary>
    private static JsonObject ToJson(KeptOperations kept, CellKind kind, double[,] values) => new(kept.Space.Edges.Select(edge =>
        KeyValuePair.Create<string, JsonNode?>(edge.ToString(), new JsonObject(kept.Of(kind, edge).Select(operation =>
            KeyValuePair.Create<string, JsonNode?>(operation.Name, values[kept.Space.RowOf(edge), kept.Space.ColumnOf(operation)]))))));
}
