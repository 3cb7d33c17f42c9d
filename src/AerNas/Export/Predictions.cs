using System.Collections.Immutable;
using AerNas.Data;

namespace AerNas.Export;

/// <summary>What a model says of many pictures.</summary>
/// <param name="Readable">Of those that can be read, in the order given.</param>
/// <param name="Unreadable">What is wrong with the others.</param>
public sealed record Predictions(ImmutableArray<Prediction> Readable, ImmutableArray<DatasetFormatException> Unreadable);
