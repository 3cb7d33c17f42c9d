namespace AerNas.Tabular;

/// <summary>The cells of a table by one accuracy, best first; equal ones in the published order.</summary>
public sealed class TabularRanking
{
    private readonly TabularBenchmark _table;
    private readonly double?[] _accuracies;
    private readonly double[] _descending;

    /// <summary>Ranks the cells that the series has.</summary>
    /// <exception cref="ArgumentException">The table has no such series.</exception>
    public TabularRanking(TabularBenchmark table, TabularSeries series)
    {
        ArgumentNullException.ThrowIfNull(table);
        _table = table;
        Series = series;
        _accuracies = [.. TabularBenchmark.Cells.Select(cell => table.Accuracy(cell, series))];
        Cells = [.. TabularBenchmark.Cells.Where(cell => _accuracies[cell.Value] is not null)
            .OrderByDescending(cell => _accuracies[cell.Value])];
        _descending = [.. Cells.Select(cell => -_accuracies[cell.Value]!.Value)];
    }

    /// <summary>What ranks them.</summary>
    public TabularSeries Series { get; }

    /// <summary>The cells, best first.</summary>
    public ImmutableArray<CellIndex> Cells { get; }

    /// <summary>1 and the number of cells that are better; equal cells have equal ranks. Null where the series lacks the cell.</summary>
    public int? RankOf(CellIndex cell) => _accuracies[cell.Value] is { } accuracy ? 1 + FirstNotBetter(accuracy) : null;

    /// <summary>How many cells have the accuracy of this one, itself counted.</summary>
    public int EqualTo(CellIndex cell) => _accuracies.Count(accuracy => accuracy == _accuracies[cell.Value]);

    /// <summary>The best cells within a budget, each of another function: of isomorphic cells, which the benchmark trained one by one, the
    /// best stands for all.</summary>
    public ImmutableArray<CellIndex> Best(int count, CellBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return [.. Cells.Where(cell => _table.Cost(cell, Series) is { } cost && budget.Allows(cost))
            .DistinctBy(_table.ClassOf).Take(count)];
    }

    /// <summary>Where in the descending order the accuracies that are not better begin, by bisection.</summary>
    private int FirstNotBetter(double accuracy)
    {
        var (low, high) = (0, _descending.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (-_descending[middle] > accuracy) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
