using AerNas.Genotypes;

namespace AerNas.Tabular;

/// <summary>Gathers a table column by column, in any order of cells and from several threads.</summary>
internal sealed class TabularBuilder(string source)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TabularColumn, int[]> _columns = [];
    private readonly int[] _codes = Filled();
    private readonly bool[] _codeTaken = new bool[CellCode.Count];

    /// <summary>What the table is made from, in words.</summary>
    public string Source => source;

    /// <summary>The columns in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<TabularColumn, int[]>> Columns => [.. _columns
        .OrderBy(c => c.Key.Quantity).ThenBy(c => c.Key.Dataset).ThenBy(c => c.Key.Split).ThenBy(c => c.Key.Epochs)
            .ThenBy(c => c.Key.Seed)];

    /// <summary>The cell of every index as its <see cref="CellCode"/>.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    /// <summary>The first index without a cell, or null.</summary>
    public CellIndex? FirstGap => Array.IndexOf(_codes, TabularColumn.Missing) is var gap and >= 0 ? new CellIndex(gap) : null;

    /// <summary>Says which cell an index means. Returns what stands against it, or null.</summary>
    public string? Place(CellIndex index, Genotype genotype)
    {
        var code = CellCode.Of(genotype);
        if ((uint)index.Value >= CellCode.Count) return $"index {index} is outside of 0 to {CellCode.Count - 1}.";
        if (_codes[index.Value] != TabularColumn.Missing) return $"index {index} occurs twice.";
        if (_codeTaken[code]) return $"the cell {genotype} occurs twice, the second time with index {index}.";
        (_codes[index.Value], _codeTaken[code]) = (code, true);
        return null;
    }

    public void Set(CellIndex index, IEnumerable<KeyValuePair<TabularColumn, double>> values)
    {
        lock (_lock)
        {
            foreach (var (column, value) in values)
            {
                if (!_columns.TryGetValue(column, out var numbers)) _columns.Add(column, numbers = Filled());
                numbers[index.Value] = (int)Math.Round(value * column.UnitsPerOne);
            }
        }
    }

    private static int[] Filled()
    {
        var numbers = new int[CellCode.Count];
        Array.Fill(numbers, TabularColumn.Missing);
        return numbers;
    }
}
