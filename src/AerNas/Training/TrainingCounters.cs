using System.Text.Json.Serialization;

namespace AerNas.Training;

/// <summary>The numbers of a <see cref="TrainingState"/>, as a checkpoint holds them.</summary>
/// <param name="Position">How far the training has come.</param>
/// <param name="Totals">Sums over the current epoch.</param>
/// <param name="Best">The best tested epoch.</param>
/// <param name="Last">The last epoch.</param>
internal sealed record TrainingCounters(RunPosition Position, TrainingTotals Totals, TrainingOutcome? Best, TrainingOutcome? Last)
{
    /// <summary>The epoch that was best on images held out; null where none are, or before the first epoch is done.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TrainingOutcome? Kept { get; init; }

    /// <summary>Tells what no training could have come to.</summary>
    internal void Check(OptionRules rules)
    {
        rules.AtLeast(0, Position.Epoch, "position.epoch").AtLeast(0, Position.Step, "position.step")
            .Require(Totals is { Steps: >= 0, Images: >= 0 }, "totals", "must not be negative.")
            .Require(Last is null == (Position.Epoch == 0), "last", "must be there once an epoch is done, and not before.");
        foreach (var (outcome, path) in new[] { (Best, "best"), (Last, "last"), (Kept, "kept") })
            rules.Require(outcome is null || (outcome.Epoch >= 0 && outcome.Epoch < Position.Epoch), path,
                $"must be of an epoch before {Position.Epoch}.");
    }
}
