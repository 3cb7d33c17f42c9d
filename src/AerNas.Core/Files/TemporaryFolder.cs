namespace AerNas.Files;

/// <summary>A folder among the system's temporary ones, removed with all that is in it once it is disposed of.</summary>
/// <param name="purpose">What it is for, as its name tells.</param>
internal sealed class TemporaryFolder(string purpose) : IDisposable
{
    /// <summary>Where it lies.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory($"aernas-{purpose}-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
