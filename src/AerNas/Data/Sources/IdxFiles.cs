namespace AerNas.Data.Sources;

/// <summary>The files of an IDX set.</summary>
/// <param name="Set">Its name, where the files tell one.</param>
/// <param name="Train">Those of the training images.</param>
/// <param name="Test">Those of the test images.</param>
internal sealed record IdxFiles(string? Set, (string Images, string Labels) Train, (string Images, string Labels) Test)
{
    /// <summary>Whether the images lie on their side: EMNIST's are written column by column, all others row by row.</summary>
    public bool IsByColumns => Set is { } set && (set + '-').StartsWith("emnist-", StringComparison.OrdinalIgnoreCase);
}
