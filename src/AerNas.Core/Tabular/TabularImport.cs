using AerNas.Runs;
using AerNas.Tabular.Sources;

namespace AerNas.Tabular;

/// <summary>Makes the file of a <see cref="TabularBenchmark"/> from what is published: the folder of NATS-Bench's topology space, or a CSV
/// of accuracies. The file appears whole or not at all.</summary>
public static class TabularImport
{
    private const string Remedy =
        "name the folder of the cells' files as NATS-Bench publishes them (NATS-tss-v1_0-3ffb9-simple, "
        + "unpacked from its .tar), or a CSV of accuracies.";

    /// <summary>Imports a table.</summary>
    /// <param name="source">The folder or the CSV file.</param>
    /// <param name="target">The file to make; it must not exist.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told of every cell of a folder that was read, from several threads.</param>
    /// <param name="cancellation">Stops it; nothing is left.</param>
    /// <exception cref="TabularFormatException">The source is damaged, incomplete, or of no form that is read.</exception>
    /// <exception cref="RunStorageException">The target exists or cannot be written, or another process is making it.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void Import(
        string source, string target, TabularImportOptions options, IProgress<int>? progress = null,
            CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        if (Path.Exists(target))
            throw new RunStorageException(target, $"{target} exists already; name another file with --out, or delete it first.");
        if (Path.GetDirectoryName(Path.GetFullPath(target)) is { } folder && !Directory.Exists(folder))
            throw new RunStorageException(target, $"there is no folder {folder} for {target}; name another file with --out.");
        using var held = WriteLock.OfFile(target);
        var table = Read(source, options, progress, cancellation);
        AtomicFile.WriteNew(target, stream => stream.Write(TabularWriter.Write(table)));
    }

    private static TabularBuilder Read(
        string source, TabularImportOptions options, IProgress<int>? progress, CancellationToken cancellation)
    {
        if (Directory.Exists(source)) return NatsBenchFolder.Read(source, options, progress, cancellation);
        if (!File.Exists(source)) throw new TabularFormatException(source, "no such file or folder.");
        return FileKinds.NotATable(source) is { } kind
            ? throw new TabularFormatException(source, $"this is {kind}; {Remedy}")
            : CsvTable.Read(source);
    }
}

/// <summary>How a table is imported.</summary>
public sealed record TabularImportOptions
{
    /// <summary>Whether a folder may lack cells; the table then has no numbers of them. Default: false.</summary>
    public bool AllowMissing { get; init; }

    /// <summary>How many files are read at a time. Default: the number of processors.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
