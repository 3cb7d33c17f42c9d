namespace AerNas.Data;

/// <summary>Images to test a model with, labelled by the model's classes.</summary>
/// <param name="Name">A name for people.</param>
/// <param name="Images">The images.</param>
public sealed record LabelledTestImages(string Name, ImageSet Images)
{
    /// <summary>What a person should know about them, one sentence each; mostly empty.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}
