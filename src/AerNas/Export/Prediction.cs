using System.Collections.Immutable;

namespace AerNas.Export;

/// <summary>What a model takes a picture for.</summary>
/// <param name="File">The picture.</param>
/// <param name="Class">The likeliest class.</param>
/// <param name="Probability">How sure the model is of it, 0 to 1.</param>
public sealed record Prediction(string File, string Class, double Probability)
{
    /// <summary>The likeliest classes, as many as were asked for, the likeliest first.</summary>
    public required ImmutableArray<ClassProbability> Likeliest { get; init; }
}
