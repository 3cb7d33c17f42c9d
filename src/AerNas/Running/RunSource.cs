using AerNas.Data;

namespace AerNas.Running;

/// <summary>What a run learns from, as its record tells.</summary>
/// <param name="Name">What a person calls it.</param>
/// <param name="Hash">SHA-256 of its content.</param>
/// <param name="SplitHash">SHA-256 of how images are split; empty where they are not.</param>
internal readonly record struct RunSource(string Name, string Hash, string SplitHash = "")
{
    /// <summary>Images as they are.</summary>
    public static RunSource Of(ImageDataset images) => new(images.Name, images.ContentHash);
}
