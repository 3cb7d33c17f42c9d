namespace AerNas.Json;

/// <summary>What <see cref="ExplainedConverter{T}"/> says, whatever it reads.</summary>
internal interface IExplainedConverter
{
    /// <summary>What is wrong with a value and what is allowed; null where nothing is.</summary>
    string? ProblemOf(JsonNode node);
}
