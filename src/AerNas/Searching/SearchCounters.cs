using System.Text.Json.Serialization;
using AerNas.Stopping;

namespace AerNas.Searching;

/// <summary>The numbers of a <see cref="SearchState"/>, as a checkpoint holds them.</summary>
internal sealed record SearchCounters(RunPosition Position, long AlphaSteps, EpochTotals Totals, EpochOutcome? Best, EpochOutcome? Last)
{
    private const string OwnMember = "controller";

    /// <summary>Those of the method's own state; null where it has none. Files call them by the first such state, a controller.</summary>
    [JsonPropertyName(OwnMember)]
    public JsonObject? Own { get; init; }

    /// <summary>The stage, from 0.</summary>
    public int Stage { get; init; }

    /// <summary>The operations that are kept, as <see cref="KeptOperations"/> writes them; null: all.</summary>
    public string? Kept { get; init; }

    /// <summary>The last epochs, as far as the search looks back; null where it does not.</summary>
    public IReadOnlyList<EpochTrace>? Past { get; init; }

    /// <summary>How often a stop rule has sent the search back.</summary>
    public int Returns { get; init; }

    /// <summary>Tells what no search could have come to.</summary>
    internal void Check(OptionRules rules, SearchState state)
    {
        rules.AtLeast(0, Position.Epoch, "position.epoch").AtLeast(0, Position.Step, "position.step").AtLeast(0, Returns, "returns")
            .AtLeast(0, Stage, "stage", state.Stages - 1)
            .Require(AlphaSteps >= 0, "alphaSteps", "must not be negative.")
            .Require(Totals is { Steps: >= 0, Images: >= 0, ArchitectureSteps: >= 0 }, "totals", "must not be negative.")
            .Require(Last is null == (Position.Epoch == 0), "last", "must be there once an epoch is done, and not before.")
            .Require(Best is not null || Position.Epoch == 0 || Stage > 0, "best", "must be there once an epoch is done.")
            .Require(Own is null == state.Own is null, OwnMember, "must be there where the method has one, and only there.")
            .Require(Kept is null || KeptOperations.TryParse(state.Alpha.Space, Kept, out _), "kept",
                $"does not say what the edges of {state.Alpha.Space.Name} keep.")
            .Require((Past?.Count ?? 0) <= state.Memory, "past", $"must not be of more than {state.Memory} epochs.");
        if (Own is not null) state.Own?.Check(Own, rules.In(OwnMember));
        CheckOutcome(rules, Best, "best", Position.Epoch);
        CheckOutcome(rules, Last, "last", Position.Epoch);
        var seen = Returns == 0 ? Position.Epoch : int.MaxValue; // a search that was sent back has seen epochs that are still to come again
        var alphas = state.Alpha.Space.CellKinds.Length * state.Alpha.Space.Edges.Length * state.Alpha.Space.Operations.Length;
        for (var i = 0; i < (Past?.Count ?? 0) && !rules.IsFull; i++)
        {
            rules.Require(Past![i].Alphas.Length == alphas, $"past[{i}].alphas", $"must be {alphas}.");
            CheckOutcome(rules, Past[i].Outcome, $"past[{i}].outcome", seen);
        }
    }

    private static void CheckOutcome(OptionRules rules, EpochOutcome? outcome, string path, int epochs)
    {
        if (outcome is null) return;
        rules.Require(outcome.Epoch >= 0 && outcome.Epoch < epochs, $"{path}.epoch",
            $"must be from 0 and below {epochs}, is {outcome.Epoch}.")
            .Require(GenotypeNotation.TryParse(outcome.Genotype, out _, out _), $"{path}.genotype", "is no architecture.");
    }
}

/// <summary>Reads and writes <see cref="SearchCounters"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(SearchCounters))]
internal sealed partial class SearchCountersJson : JsonSerializerContext;
