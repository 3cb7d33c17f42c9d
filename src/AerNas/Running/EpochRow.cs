using System.Text.Json.Nodes;

namespace AerNas.Running;

/// <summary>What is kept of an epoch.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Scalars">Its numbers by name.</param>
internal sealed record EpochRow(int Epoch, IReadOnlyDictionary<string, double> Scalars)
{
    /// <summary>What its row of <c>metrics.jsonl</c> holds beside them.</summary>
    public JsonObject Others { get; init; } = [];

    /// <summary>Numbers that only TensorBoard gets, by name.</summary>
    public IEnumerable<(string Name, double Value)> Events { get; init; } = [];
}
