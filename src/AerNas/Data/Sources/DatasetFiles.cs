namespace AerNas.Data.Sources;

/// <summary>
/// The files of a dataset, wherever they lie: a folder, an archive or the program itself. Names are relative, with forward slashes, in
/// ordinal order; the name of a folder ends with a slash. Reading is safe from several threads.
/// </summary>
internal abstract class DatasetFiles : IDisposable
{
    // All names of folders together; a thousand classes have some ten thousand.
    private const int MostCharacters = 16 << 20;

    private static readonly string[] ArchiveEndings = [".tar.gz", ".tgz", ".tar", ".zip"];

    private readonly SortedSet<string> _names;

    protected DatasetFiles(string origin, IEnumerable<string> names)
    {
        Origin = origin;
        _names = new SortedSet<string>(names, StringComparer.Ordinal);
        var left = MostCharacters;
        foreach (var name in _names.ToArray())
            for (var slash = name.IndexOf('/'); slash >= 0; slash = name.IndexOf('/', slash + 1))
                if (_names.Add(name[..(slash + 1)]) && (left -= slash) < 0)
                    throw new DatasetFormatException(origin, "there are more folders than a dataset has. Name its own folder or archive.");
    }

    /// <summary>The path the user gave.</summary>
    public string Origin { get; }

    /// <summary>What a person calls them: the name of the folder, or of the archive without its ending.</summary>
    public string Name
    {
        get
        {
            var name = Path.GetFileName(Path.GetFullPath(Origin).TrimEnd('/', '\\'));
            var ending = Directory.Exists(Origin)
                ? ""
                : ArchiveEndings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) ?? "";
            return name.Length > ending.Length ? name[..^ending.Length] : "images";
        }
    }

    /// <summary>How many bytes they take where they lie, packed if they are.</summary>
    public abstract long PackedLength { get; }

    /// <summary>Whether there is such a file.</summary>
    public bool Contains(string name) => _names.Contains(name);

    /// <summary>The shallowest folder that holds a file or folder of this name: empty or ending with a slash; null if none does.</summary>
    public string? FolderOf(string name) => _names
        .Where(candidate => candidate == name || candidate.EndsWith('/' + name, StringComparison.Ordinal))
        .Select(candidate => candidate[..^name.Length])
        .MinBy(folder => folder.Count(c => c == '/'));

    /// <summary>All folders, the shallowest first: empty for the one that was given, the others ending with a slash.</summary>
    public IEnumerable<string> Folders => _names.Where(name => name.EndsWith('/')).Prepend("").OrderBy(name => name.Count(c => c == '/'));

    /// <summary>The names of the folders in a folder, without slashes, in ordinal order.</summary>
    public IEnumerable<string> FoldersIn(string folder) => ChildrenOf(folder)
        .Where(child => child.EndsWith('/')).Select(child => child[folder.Length..^1]);

    /// <summary>The full names of the files in a folder, in ordinal order.</summary>
    public IEnumerable<string> FilesIn(string folder) => ChildrenOf(folder).Where(child => !child.EndsWith('/'));

    /// <summary>The full names of the files in a folder and in all folders below it, in ordinal order.</summary>
    public IEnumerable<string> FilesUnder(string folder) => Under(folder).Where(name => !name.EndsWith('/'));

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

    /// <summary>How many bytes a file has, unpacked.</summary>
    public abstract long LengthOf(string name);

    /// <summary>Some of the files for as long as they are wanted: those of an archive are read into memory, packed as they are.</summary>
    public virtual DatasetFiles Lasting(IEnumerable<string> names) =>
        new MemoryFiles(Origin, names.ToDictionary(name => name, name => (byte[]?)Read(name)));

    /// <summary>A file's name for messages.</summary>
    public string PathOf(string name) => Path.Combine(Origin, name);

    public virtual void Dispose()
    {
    }

    private IEnumerable<string> Under(string folder) => folder.Length == 0 ? _names : _names
        .GetViewBetween(folder, folder + char.MaxValue)
        .Where(name => name.Length > folder.Length);

    private IEnumerable<string> ChildrenOf(string folder) => Under(folder)
        .Where(name => name.IndexOf('/', folder.Length) is var slash && (slash < 0 || slash == name.Length - 1));

    /// <summary>Reads a file that is among the names.</summary>
    protected abstract byte[] ReadCore(string name);
}
