using System.Globalization;
using System.Text;
using System.Text.Unicode;
using AerNas.Costs;
using AerNas.Files;
using AerNas.Genotypes;

namespace AerNas.Tabular.Sources;

/// <summary>A table of accuracies as plain comma-separated text: a head <c>index,arch,dataset_split_epochs,…</c> and a row a cell with
/// accuracies in percent. Fields are numbers and cells, which hold neither comma nor quote, so a line is split at its commas. Parameters
/// and FLOPs, which such a table lacks, are counted from the cells; times it has none.</summary>
internal sealed class CsvTable(string path)
{
    private const int FirstAccuracy = 2;
    private const int Longest = 64 << 20;

    private readonly string _path = path;
    private readonly TabularBuilder _table = new TabularBuilder($"CSV table {Path.GetFileName(path)}");
    private TabularColumn[] _columns = [];
    private long _offset;
    private int _line;

    /// <summary>Reads the file.</summary>
    /// <exception cref="TabularFormatException">A row is bad, or a cell is missing.</exception>
    public static TabularBuilder Read(string path) => new CsvTable(path).Read();

    private TabularBuilder Read()
    {
        var content = RegularFile.ReadBytes(_path, Longest).AsSpan();
        while (_offset < content.Length)
        {
            var line = content[(int)_offset..];
            if (line.IndexOf((byte)'\n') is var end and >= 0) line = line[..end];
            _line++;
            ReadLine(line.TrimEnd((byte)'\r'));
            _offset += line.Length + 1;
        }

        return _table.FirstGap is { } gap
            ? throw Error($"the table ends without cell {gap}; it must hold all {CellCode.Count} cells, the head and a row each.")
            : _table;
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        if (!Utf8.IsValid(line)) throw Error("this is no text.");
        var fields = Encoding.UTF8.GetString(line).Split(',');
        if (_line == 1) ReadHead(fields);
        else if (line.Length > 0) ReadRow(fields);
    }

    private void ReadHead(string[] names)
    {
        if (names is not ["index", "arch", _, ..]) throw Error("the head must be index,arch and then accuracies such as cifar10_test_200.");
        _columns = [.. names.Skip(FirstAccuracy).Select(ColumnOf)];
        if (_columns.GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Error($"the head has a column twice: {Name(twice.Key)}.");
    }

    /// <summary>Such as <c>imagenet16_120_valid_12</c>: dataset, split and epochs.</summary>
    private TabularColumn ColumnOf(string name)
    {
        var parts = name.Split('_');
        if (parts.Length >= 3
            && TabularNames.TryFind(string.Join('-', parts[..^2]), out TabularDataset? dataset)
            && TabularNames.TryFind(parts[^2], out TabularSplit? split)
            && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var epochs) && epochs > 0)
            return TabularColumn.Accuracy(TabularSeries.Of(dataset.Value, split.Value, epochs), TabularColumn.MeanOfSeeds);
        throw Error($"'{name}' is no column; it must name dataset, split and epochs, such as cifar10_test_200.");
    }

    private void ReadRow(string[] fields)
    {
        if (fields.Length != FirstAccuracy + _columns.Length)
            throw Error($"the row has {fields.Length} fields where the head has {FirstAccuracy + _columns.Length}.");
        if (!int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            throw Error($"the index '{fields[0]}' is no whole number.");
        if (!GenotypeNotation.TryParse(fields[1], out var genotype, out var error))
            throw Error($"the cell is not well formed: {error.Message}");
        if (!genotype.Space.Equals(CellCode.Space)) throw Error($"{fields[1]} is no cell of NAS-Bench-201.");
        if (_table.Place(new CellIndex(index), genotype) is { } problem) throw Error(problem);
        _table.Set(new CellIndex(index),
            _columns.Select((column, i) => KeyValuePair.Create(column, Accuracy(column, fields[FirstAccuracy + i]))));
        _table.Set(new CellIndex(index), _columns.Select(c => c.Dataset).Distinct().SelectMany(dataset => Costs(dataset, genotype)));
    }

    private double Accuracy(TabularColumn column, string field) =>
        double.TryParse(field, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && column.Holds(value)
            ? value
            : throw Error($"'{field}' is no accuracy in percent ({Name(column)}).");

    private static IEnumerable<KeyValuePair<TabularColumn, double>> Costs(TabularDataset dataset, Genotype genotype)
    {
        var cost = GenotypeCost.Of(genotype, SkeletonOf(dataset));
        yield return KeyValuePair.Create(TabularColumn.OfNetwork(TabularQuantity.Parameters, dataset), (double)cost.Parameters);
        yield return KeyValuePair.Create(TabularColumn.OfNetwork(TabularQuantity.Flops, dataset), (double)cost.Flops);
    }

    private static Skeleton SkeletonOf(TabularDataset dataset) => dataset switch
    {
        TabularDataset.Cifar100 => Skeleton.NasBench201 with { Classes = 100 },
        TabularDataset.ImageNet16 => Skeleton.NasBench201 with { Classes = 120, ImageSize = 16 },
        _ => Skeleton.NasBench201,
    };

    private static string Name(TabularColumn column) => new TabularSeries(column.Dataset, column.Split, column.Epochs).ToString();

    private TabularFormatException Error(string problem) => new(_path, $"line {_line}: {problem}", _offset);
}
