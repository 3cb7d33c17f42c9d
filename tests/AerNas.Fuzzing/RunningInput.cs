using System.IO.MemoryMappedFiles;

namespace AerNas.Fuzzing;

/// <summary>The number of the input that is being read, in a file of its own: it outlives a process that native code brings down.</summary>
internal sealed class RunningInput : IDisposable
{
    private readonly string _path;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public RunningInput(string path)
    {
        _path = path;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, sizeof(long));
        _view = _file.CreateViewAccessor();
    }

    /// <summary>Tells which input is read next.</summary>
    public void Set(long number) => _view.Write(0, number);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
        File.Delete(_path);
    }
}
