using AerNas.Genotypes;

namespace AerNas.Tabular;

/// <summary>A tabular benchmark: what every cell of NAS-Bench-201 came to when it was trained from scratch. It lies in one memory-mapped
/// file; looking something up reads a few numbers of it, from any number of threads. Dispose it to let go of the file.</summary>
public sealed class TabularBenchmark : IDisposable
{
    /// <summary>The space whose cells it holds.</summary>
    public static SearchSpace Space => CellCode.Space;

    /// <summary>How many cells the space has.</summary>
    public const int CellCount = CellCode.Count;

    private readonly TabularFile _file;
    private readonly Dictionary<TabularColumn, int> _columns;
    private readonly Dictionary<TabularSeries, SeriesColumns> _series;
    private readonly ushort[] _indexByCode = new ushort[CellCount];

    private TabularBenchmark(TabularFile file)
    {
        _file = file;
        _columns = file.Columns.Select((column, position) => (column, position)).ToDictionary(c => c.column, c => c.position);
        _series = file.Columns.Select((column, position) => (column, position)).Where(c => c.column.Quantity == TabularQuantity.Accuracy)
            .GroupBy(c => new TabularSeries(c.column.Dataset, c.column.Split, c.column.Epochs))
            .ToDictionary(g => g.Key, g => new SeriesColumns([.. g.Select(c => c.column.Seed)], [.. g.Select(c => c.position)]));
        for (var index = 0; index < CellCount; index++) _indexByCode[file.Code(index)] = (ushort)index;
    }

    /// <summary>What the table was made from, in words.</summary>
    public string Source => _file.Source;

    /// <summary>What there are accuracies of.</summary>
    public IReadOnlyCollection<TabularSeries> Series => _series.Keys;

    /// <summary>The cells in the published order.</summary>
    public static IEnumerable<CellIndex> Cells => Enumerable.Range(0, CellCount).Select(index => new CellIndex(index));

    /// <summary>Opens a table that <see cref="TabularImport"/> made, and checks all of it.</summary>
    /// <exception cref="TabularFormatException">It is no table, of another version, cut short or damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static TabularBenchmark Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new TabularBenchmark(TabularFile.Open(path));
    }

    /// <summary>Where the published order has a cell.</summary>
    /// <exception cref="ArgumentException">It is no cell of the space.</exception>
    public CellIndex IndexOf(Genotype genotype) => new(_indexByCode[CellCode.Of(genotype)]);

    /// <summary>The cell at a place of the published order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public Genotype GenotypeOf(CellIndex cell) => CellCode.ToGenotype(_file.Code(Checked(cell)));

    /// <summary>The seeds of a series, over all cells; empty where the table knows only the mean.</summary>
    /// <exception cref="ArgumentException">The table has no such series.</exception>
    public ImmutableArray<int> Seeds(TabularSeries series) => [.. ColumnsOf(series).Seeds.Where(seed => seed != TabularColumn.MeanOfSeeds)];

    /// <summary>The mean accuracy over the seeds that a cell has, in percent; null where it has none.</summary>
    /// <exception cref="ArgumentException">The table has no such series or cell.</exception>
    public double? Accuracy(CellIndex cell, TabularSeries series)
    {
        Checked(cell);
        var (sum, count) = (0L, 0);
        foreach (var column in ColumnsOf(series).Positions)
        {
            var value = _file.Value(column, cell.Value);
            if (value == TabularColumn.Missing) continue;
            sum += value;
            count++;
        }

        return count == 0 ? null : (double)sum / count / TabularColumn.Accuracy(series, 0).UnitsPerOne;
    }

    /// <summary>The accuracy of one seed, in percent; null where the cell does not have it.</summary>
    /// <exception cref="ArgumentException">The table has no such series or cell.</exception>
    public double? Accuracy(CellIndex cell, TabularSeries series, int seed)
    {
        ColumnsOf(series);
        return Number(TabularColumn.Accuracy(series, seed), cell);
    }

    /// <summary>What the cell's network costs, with times where the table has them; null where it lacks the cell.</summary>
    /// <exception cref="ArgumentException">The table has no such series or cell.</exception>
    public CellCost? Cost(CellIndex cell, TabularSeries series)
    {
        ColumnsOf(series);
        if (Number(TabularColumn.OfNetwork(TabularQuantity.Parameters, series.Dataset), cell) is not { } parameters
            || Number(TabularColumn.OfNetwork(TabularQuantity.Flops, series.Dataset), cell) is not { } flops)
            return null;
        return new CellCost
        {
            Parameters = (long)parameters,
            Flops = (long)flops,
            LatencySeconds = Number(TabularColumn.OfNetwork(TabularQuantity.Latency, series.Dataset), cell),
            TrainSeconds = series.Epochs * Number(TabularColumn.Time(TabularQuantity.TrainTime, series), cell),
            EvaluationSeconds = Number(TabularColumn.Time(TabularQuantity.EvaluationTime, series), cell),
        };
    }

    /// <summary>The first cell of a cell's isomorphism class: cells are of one class where they compute the same function up to the names
    /// of their nodes (<see cref="NasBench201Structure.IsomorphismKey"/>). There are 6,466.</summary>
    public CellIndex ClassOf(CellIndex cell) => new(_file.ClassOf(Checked(cell)));

    /// <summary>All cells of a cell's isomorphism class, itself among them, in the published order.</summary>
    public ImmutableArray<CellIndex> IsomorphicTo(CellIndex cell)
    {
        var first = ClassOf(cell);
        return [.. Cells.Where(other => ClassOf(other) == first)];
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private double? Number(TabularColumn column, CellIndex cell)
    {
        Checked(cell);
        if (!_columns.TryGetValue(column, out var position)) return null;
        var value = _file.Value(position, cell.Value);
        return value == TabularColumn.Missing ? null : value / column.UnitsPerOne;
    }

    private SeriesColumns ColumnsOf(TabularSeries series) => _series.TryGetValue(series, out var columns)
        ? columns
        : throw new ArgumentException($"The table has no accuracies of {series}; it has {string.Join("; ", _series.Keys)}.",
            nameof(series));

    private static int Checked(CellIndex cell) => (uint)cell.Value < CellCount
        ? cell.Value
        : throw new ArgumentOutOfRangeException(nameof(cell), cell, $"Cells are 0 to {CellCount - 1}.");
}

/// <summary>The columns that hold a series, one a seed.</summary>
internal sealed record SeriesColumns(ImmutableArray<int> Seeds, ImmutableArray<int> Positions);
