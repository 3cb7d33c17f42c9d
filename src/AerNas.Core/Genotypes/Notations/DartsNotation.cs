namespace AerNas.Genotypes.Notations;

/// <summary>The notation of quark0/darts, <c>Genotype(normal=[('sep_conv_3x3', 0), ...], normal_concat=[2, 3], reduce=[...],
/// reduce_concat=...)</c>, as the official codes of its kind write and print it; <see cref="DartsItems"/> tells how their lists differ. It
/// may come as a dictionary of the same names too, as AutoDL-Projects prints it, whose <c>connectN</c> and <c>connects</c> are passed
/// over.</summary>
internal static class DartsNotation
{
    private const string PassedOver = "connect";

    /// <summary>Reads a genotype, which a name and <c>=</c> may precede as in <c>genotypes.py</c>; what follows it stays.</summary>
    public static Genotype Take(NotationReader reader)
    {
        var isDictionary = reader.Peek == '{';
        if (!isDictionary) TakeName(reader);
        reader.Take(isDictionary ? '{' : '(');
        var (fields, closing) = (new DartsFields(), isDictionary ? '}' : ')');
        while (!reader.TryTake(closing))
        {
            TakeField(reader, fields, isDictionary);
            if (!reader.TryTake(',') && reader.Peek != closing) throw reader.Unexpected($"',' or '{closing}'");
        }

        if (fields.Missing is { } missing)
            throw new GenotypeFormatException(reader.Position, $"{missing}=",
                $"the genotype has no {missing}=; it needs all of {DartsFields.Names}.");
        return Genotype.OfDarts(
            DartsCell.Of(fields.Normal!, fields.NormalConcat!.Value), DartsCell.Of(fields.Reduce!, fields.ReduceConcat!.Value));
    }

    /// <summary>Writes a genotype flat where every node has two edges, nested where asked for or where one has not.</summary>
    public static string Write(Genotype genotype, bool nested)
    {
        nested |= genotype.CellKinds.Any(kind => Nodes(genotype[kind]).Any(edges => edges.Count != DartsItems.PairsPerNode));
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

    private static void TakeName(NotationReader reader)
    {
        var start = reader.Position;
        var name = reader.TakeName("'Genotype('");
        if (reader.TryTake('='))
        {
            start = reader.Position;
            name = reader.TakeName("'Genotype('");
        }

        if (name != "Genotype")
            throw new GenotypeFormatException(start, "'Genotype('", $"expected 'Genotype(', got '{name}'.");
    }

    private static void TakeField(NotationReader reader, DartsFields fields, bool isDictionary)
    {
        const string Expected = $"one of {DartsFields.Names}";
        var position = reader.Position;
        var name = isDictionary ? reader.TakeQuoted(Expected) : reader.TakeName(Expected);
        reader.Take(isDictionary ? ':' : '=');
        if (fields.Has(name))
            throw new GenotypeFormatException(position, Expected, $"{name}= comes twice.");
        switch (name)
        {
            case "normal": fields.Normal = DartsItems.Take(reader); break;
            case "reduce": fields.Reduce = DartsItems.Take(reader); break;
            case "normal_concat": fields.NormalConcat = TakeConcat(reader); break;
            case "reduce_concat": fields.ReduceConcat = TakeConcat(reader); break;
            case var other when other.StartsWith(PassedOver, StringComparison.Ordinal): reader.SkipValue(); break;
            default:
                throw new GenotypeFormatException(position, Expected, $"expected {Expected}, got '{name}'.");
        }
    }

    private static Positioned<List<Positioned<int>>> TakeConcat(NotationReader reader)
    {
        const string Expected = "a list of nodes such as [2, 3, 4, 5] or range(2, 6)";
        var position = reader.Position;
        if (reader.Peek is '[' or '(') return new(reader.TakeList(reader.TakeNode), position);
        if (!char.IsAsciiLetter(reader.Peek)) throw reader.Unexpected(Expected);
        var name = reader.TakeName(Expected);
        if (name == "range") return new(TakeRange(reader), position);
        if (name is not ("list" or "tuple")) throw new GenotypeFormatException(position, Expected, $"expected {Expected}.");
        reader.Take('(');
        var isRange = reader.Peek == 'r' && reader.TakeName(Expected) == "range";
        List<Positioned<int>> nodes = isRange ? TakeRange(reader) : reader.TakeList(reader.TakeNode);
        reader.Take(')');
        return new(nodes, position);
    }

    /// <summary>Reads the rest of <c>range(first, end)</c>, or of <c>range(first, end, 1)</c>.</summary>
    private static List<Positioned<int>> TakeRange(NotationReader reader)
    {
        reader.Take('(');
        var first = reader.TakeNode();
        reader.Take(',');
        var end = reader.TakeNode();
        if (reader.TryTake(',') && reader.TryTakeNode() is { Value: not 1 } step)
            throw new GenotypeFormatException(step.Position, "a step of 1", $"expected a step of 1, got {step.Value}.");
        reader.Take(')');
        var last = new Positioned<int>(end.Value - 1, end.Position);
        return last.Value < first.Value ? [] : [.. Between(first, last)];
    }

    /// <summary>The nodes of a range; a range far beyond any cell is not spelled out, its last node alone tells that it is wrong.</summary>
    private static IEnumerable<Positioned<int>> Between(Positioned<int> first, Positioned<int> last)
    {
        if (last.Value - first.Value >= GenotypeGrammar.MostNodes) return [last];
        return Enumerable.Range(first.Value, last.Value - first.Value + 1).Select(n => new Positioned<int>(n, last.Position));
    }
}
