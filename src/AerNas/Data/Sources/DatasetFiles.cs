namespace AerNas.Data.Sources;

/// <summary>
/// The files of a dataset, wherever they lie: a folder, an archive or the program itself. Names are relative, with forward slashes, in
/// ordinal order; the name of a folder ends with a slash. Reading is safe from several threads.
/// </summary>
internal abstract class DatasetFiles : IDisposable
{
    private readonly SortedSet<string> _names;

    protected DatasetFiles(string origin, IEnumerable<string> names)
    {
        Origin = origin;
        _names = new SortedSet<string>(names, StringComparer.Ordinal);
    }

    /// <summary>The path the user gave.</summary>
    public string Origin { get; }

    /// <summary>All names.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>Whether there is such a file.</summary>
    public bool Contains(string name) => _names.Contains(name);

    /// <summary>The shallowest folder that holds a file or folder of this name: empty or ending with a slash; null if none does.</summary>
    public string? FolderOf(string name) => _names
        .Where(candidate => candidate == name || candidate.EndsWith('/' + name, StringComparison.Ordinal))
        .Select(candidate => candidate[..^name.Length])
        .MinBy(folder => folder.Count(c => c == '/'));

    /// <summary>Reads a file that has to be there.</summary>
    /// <exception cref="DatasetFormatException">It is missing or cannot be read.</exception>
    public byte[] Read(string name)
    {
        if (!Contains(name))
            throw new DatasetFormatException(PathOf(name), "the file is missing. Unpack or download the dataset again.");
        try
        {
            return ReadCore(name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            throw new DatasetFormatException(PathOf(name), $"cannot be read ({e.Message}). Unpack or download the dataset again.",
                innerException: e);
        }
    }

    /// <summary>A file's name for messages.</summary>
    public string PathOf(string name) => Path.Combine(Origin, name);

    public virtual void Dispose()
    {
    }

    /// <summary>Reads a file that is among <see cref="Names"/>.</summary>
    protected abstract byte[] ReadCore(string name);
}
