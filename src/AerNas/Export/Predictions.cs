using AerNas.Data;

namespace AerNas.Export;

/// <summary>What a model says of many pictures.</summary>
/// <param name="Readable">Of those that can be read, in the order given.</param>
/// <param name="Unreadable">What is wrong with the others.</param>
public sealed record Predictions(ImmutableArray<Prediction> Readable, ImmutableArray<DatasetFormatException> Unreadable);

/// <summary>How sure a model is of a class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Probability">How sure, 0 to 1.</param>
public readonly record struct ClassProbability(string Class, double Probability);

/// <summary>What a model takes a picture for.</summary>
/// <param name="File">The picture.</param>
/// <param name="Class">The likeliest class.</param>
/// <param name="Probability">How sure the model is of it, 0 to 1.</param>
public sealed record Prediction(string File, string Class, double Probability)
{
    /// <summary>The likeliest classes, as many as were asked for, the likeliest first.</summary>
    public required ImmutableArray<ClassProbability> Likeliest { get; init; }
}
