using AerNas.Spaces;

namespace AerNas.Genotypes;

/// <summary>
/// The notation of quark0/darts, <c>Genotype(normal=[('sep_conv_3x3', 0), ...], normal_concat=[2, 3], reduce=[...], reduce_concat=...)</c>.
/// The pairs come flat, two per node (quark0), or nested in one list per node (pt.darts, DARTS-AER).
/// </summary>
internal static class DartsNotation
{
    private const string Pair = "a pair such as ('sep_conv_3x3', 0)";
    private const int EdgesPerNode = 2;
    private static readonly int Inputs = GenotypeGrammar.InputsOf(GenotypeFamily.Darts);

    /// <summary>Reads the whole text as one genotype, which a name and <c>=</c> may precede as in <c>genotypes.py</c>.</summary>
    public static Genotype Parse(string text)
    {
        var reader = new NotationReader(text);
        var start = reader.Position;
        var name = reader.TakeName("'Genotype('");
        if (reader.TryTake('='))
        {
            start = reader.Position;
            name = reader.TakeName("'Genotype('");
        }

        if (name != "Genotype")
            throw new GenotypeFormatException(start, "'Genotype('", $"expected 'Genotype(', got '{name}'.");
        var fields = new DartsFields();
        reader.Take('(');
        while (!reader.TryTake(')'))
        {
            TakeField(reader, fields);
            if (!reader.TryTake(',') && reader.Peek != ')') throw reader.Unexpected("',' or ')'");
        }

        if (fields.Missing is { } missing)
            throw new GenotypeFormatException(reader.Position, $"{missing}=", $"the genotype has no {missing}=; it needs all of {DartsFields.Names}.");
        reader.TakeEnd();
        return Genotype.OfDarts(Cell(fields.Normal!, fields.NormalConcat!.Value), Cell(fields.Reduce!, fields.ReduceConcat!.Value));
    }

    /// <summary>Writes a genotype flat where every node has two edges, nested where asked for or where one has not.</summary>
    public static string Write(Genotype genotype, bool nested)
    {
        nested |= genotype.CellKinds.Any(kind => Nodes(genotype[kind]).Any(edges => edges.Count != EdgesPerNode));
        var normal = genotype[CellKind.Normal];
        var reduce = genotype[CellKind.Reduction];
        return $"Genotype(normal={Pairs(normal, nested)}, normal_concat=[{string.Join(", ", normal.Output)}], "
            + $"reduce={Pairs(reduce, nested)}, reduce_concat=[{string.Join(", ", reduce.Output)}])";
    }

    private static string Pairs(CellGenotype cell, bool nested)
    {
        var nodes = Nodes(cell).Select(edges => string.Join(", ", edges.Select(e => $"('{e.Operation}', {e.Edge.From})")));
        return nested ? $"[{string.Join(", ", nodes.Select(n => $"[{n}]"))}]" : $"[{string.Join(", ", nodes)}]";
    }

    private static IEnumerable<List<GenotypeEdge>> Nodes(CellGenotype cell) =>
        Enumerable.Range(cell.InputNodes, cell.NodeCount - cell.InputNodes).Select(n => cell.EdgesInto(new NodeIndex(n)).ToList());

    private static void TakeField(NotationReader reader, DartsFields fields)
    {
        var position = reader.Position;
        var name = reader.TakeName($"one of {DartsFields.Names}");
        reader.Take('=');
        if (fields.Has(name))
            throw new GenotypeFormatException(position, $"one of {DartsFields.Names}", $"{name}= comes twice.");
        switch (name)
        {
            case "normal": fields.Normal = TakeNodes(reader); break;
            case "reduce": fields.Reduce = TakeNodes(reader); break;
            case "normal_concat": fields.NormalConcat = TakeConcat(reader); break;
            case "reduce_concat": fields.ReduceConcat = TakeConcat(reader); break;
            default:
                throw new GenotypeFormatException(position, $"one of {DartsFields.Names}", $"expected one of {DartsFields.Names}, got '{name}'.");
        }
    }

    private static List<List<DartsPair>> TakeNodes(NotationReader reader)
    {
        var position = reader.Position;
        var items = reader.TakeList(() => TakePairOrNode(reader));
        if (items.Count == 0) throw new GenotypeFormatException(position, Pair, $"expected {Pair}, got an empty list.");
        if (items.TrueForAll(i => i.IsNode)) return items.ConvertAll(i => i.Pairs);
        var stray = items.Find(i => i.IsNode != items[0].IsNode);
        if (stray is not null)
            throw new GenotypeFormatException(stray.Position, items[0].IsNode ? "a list of pairs" : Pair, "pairs and lists of pairs are mixed.");
        if (items.Count % EdgesPerNode != 0)
        {
            throw new GenotypeFormatException(items[^1].Position, "two pairs per node",
                $"expected two pairs per node, got {items.Count} pairs; the last one has no partner.");
        }

        return [.. items.SelectMany(i => i.Pairs).Chunk(EdgesPerNode).Select(pairs => pairs.ToList())];
    }

    private static DartsItem TakePairOrNode(NotationReader reader)
    {
        var position = reader.Position;
        if (reader.Peek != '[') return new DartsItem(position, IsNode: false, [TakePair(reader)]);
        var pairs = reader.TakeList(() => TakePair(reader));
        if (pairs.Count == 0) throw new GenotypeFormatException(position, Pair, $"expected {Pair}, got a node without any.");
        return new DartsItem(position, IsNode: true, pairs);
    }

    private static DartsPair TakePair(NotationReader reader)
    {
        if (!reader.TryTake('(')) throw reader.Unexpected(Pair);
        var name = new Positioned<string>(Position: reader.Position, Value: reader.TakeQuoted("an operation name in quotes"));
        var operation = GenotypeGrammar.Operation(GenotypeFamily.Darts, name);
        reader.Take(',');
        var source = TakeNode(reader);
        reader.Take(')');
        return new DartsPair(operation, source);
    }

    private static Positioned<int> TakeNode(NotationReader reader)
    {
        var position = reader.Position;
        return new Positioned<int>(reader.TakeNumber("a node index"), position);
    }

    private static Positioned<List<Positioned<int>>> TakeConcat(NotationReader reader)
    {
        const string Expected = "a list of nodes such as [2, 3, 4, 5] or range(2, 6)";
        var position = reader.Position;
        if (reader.Peek == '[') return new(reader.TakeList(() => TakeNode(reader)), position);
        if (reader.Peek != 'r') throw reader.Unexpected(Expected);
        if (reader.TakeName(Expected) != "range")
            throw new GenotypeFormatException(position, Expected, $"expected {Expected}.");
        reader.Take('(');
        var first = TakeNode(reader);
        reader.Take(',');
        var end = TakeNode(reader);
        reader.Take(')');
        var last = new Positioned<int>(end.Value - 1, end.Position);
        return new(last.Value < first.Value ? [] : [.. Between(first, last)], position);
    }

    /// <summary>The nodes of a range; a range far beyond any cell is not spelled out, its last node alone tells that it is wrong.</summary>
    private static IEnumerable<Positioned<int>> Between(Positioned<int> first, Positioned<int> last)
    {
        if (last.Value - first.Value >= GenotypeGrammar.MostNodes) return [last];
        return Enumerable.Range(first.Value, last.Value - first.Value + 1).Select(n => new Positioned<int>(n, last.Position));
    }

    private static CellGenotype Cell(List<List<DartsPair>> nodes, Positioned<List<Positioned<int>>> output)
    {
        var frame = new CellFrame(Inputs, Inputs + nodes.Count);
        var edges = nodes.SelectMany((pairs, n) => pairs.Select(pair => new GenotypeEdge(
            GenotypeGrammar.Edge(frame, pair.Source, new Positioned<int>(Inputs + n, pair.Source.Position)), pair.Operation)));
        return new CellGenotype(Inputs, edges, GenotypeGrammar.Output(frame, output));
    }
}
