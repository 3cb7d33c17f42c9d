using System.Collections.Concurrent;
using System.Globalization;
using AerNas.Genotypes;
using AerNas.Pickles;

namespace AerNas.Tabular.Sources;

/// <summary>The published folder of NATS-Bench's topology space: <c>meta.pickle.pbz2</c> lists the cells in order,
/// <c>NNNNNN.pickle.pbz2</c> holds what one of them came to. The files are read one by one, so memory does not grow with their
/// number.</summary>
internal static class NatsBenchFolder
{
    public const string Ending = ".pickle.pbz2";
    public const string Meta = "meta" + Ending;

    /// <summary>Reads the folder.</summary>
    /// <exception cref="TabularFormatException">A cell is missing, or a file is damaged or not what it should be.</exception>
    public static TabularBuilder Read(string folder, TabularImportOptions options, IProgress<int>? progress, CancellationToken cancellation)
    {
        var table = new TabularBuilder(
            $"NATS-Bench topology folder {Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))}");
        var cells = Place(table, Path.Combine(folder, Meta));
        var files = Files(folder, cells.Length, options.AllowMissing);
        var failures = new ConcurrentDictionary<long, TabularFormatException>();
        var parallel = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = options.Threads };

        // Files are taken in their order, and those before a damaged one are still read: the first damaged one is the one told of.
        Parallel.ForEach(Partitioner.Create(files, EnumerablePartitionerOptions.NoBuffering), parallel, (file, state, position) =>
        {
            try
            {
                table.Set(file.Cell, new NatsBenchCell(file.Path, file.Cell, cells[file.Cell.Value]).Read());
                progress?.Report(file.Cell.Value);
            }
            catch (Exception e) when (e is TabularFormatException or IOException or UnauthorizedAccessException)
            {
                failures[position] = e as TabularFormatException ?? new TabularFormatException(file.Path, e.Message, innerException: e);
                state.Break();
            }
        });
        return failures.IsEmpty ? table : throw failures[failures.Keys.Min()];
    }

    private static string[] Place(TabularBuilder table, string path)
    {
        if (!File.Exists(path))
            throw new TabularFormatException(path, "there is no such file; the folder of NATS-Bench has it beside its cells.");
        if (!PickledFile.Read(path).TryGet<List<object?>>("meta_archs", out var list) || list.Count != CellCode.Count)
            throw new TabularFormatException(path,
                $"it lists no {CellCode.Count} cells (meta_archs); the folder must be that of the topology space.");
        var cells = new string[list.Count];
        for (var index = 0; index < cells.Length; index++)
        {
            cells[index] = PickleReader.TextOf(list[index]) ?? "";
            var problem = GenotypeNotation.TryParse(cells[index], out var genotype, out var error) && genotype.Space.Equals(CellCode.Space)
                ? table.Place(new CellIndex(index), genotype)
                : $"cell {index} is no cell of NAS-Bench-201: {error?.Message ?? cells[index]}";
            if (problem is not null) throw new TabularFormatException(path, $"{problem} Fetch it again.");
        }

        return cells;
    }

    /// <summary>The files that are there, in the order of their cells.</summary>
    private static List<(CellIndex Cell, string Path)> Files(string folder, int cells, bool allowMissing)
    {
        var present = Directory.EnumerateFiles(folder, "*" + Ending).Select(Path.GetFileName).ToHashSet();
        var files = new List<(CellIndex, string)>();
        int? missing = null;
        for (var index = 0; index < cells; index++)
        {
            var names = new[] { index.ToString("000000", CultureInfo.InvariantCulture) + Ending, index + Ending };
            if (names.FirstOrDefault(present.Contains) is { } name) files.Add((new CellIndex(index), Path.Combine(folder, name)));
            else missing ??= index;
        }

        if (missing is not null && (!allowMissing || files.Count == 0))
        {
            throw new TabularFormatException(folder,
                $"it holds {files.Count} of {cells} cells; the first that is missing is {missing:000000}{Ending}. Fetch the rest, or "
                + "import what there is with --partial.");
        }

        return files;
    }
}
