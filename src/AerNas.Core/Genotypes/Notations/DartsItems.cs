namespace AerNas.Genotypes.Notations;

/// <summary>Reads the edges of a cell of the official notation: a list of <c>('sep_conv_3x3', 0)</c>, or of one such list a node. Lists may
/// be tuples, as in AutoDL-Projects. A third member that is a whole number is the source of FairDARTS' <c>('sep_conv_3x3', 2, 0)</c>, whose
/// second one is the node; any other number is the weight that an operation won by (AutoDL-Projects, FairDARTS' <c>darts</c>), which is no
/// part of the cell.</summary>
internal static class DartsItems
{
    /// <summary>How many pairs of the flat form belong to a node.</summary>
    public const int PairsPerNode = 2;

    private const string Pair = "a pair such as ('sep_conv_3x3', 0)";

    /// <summary>Reads a list of pairs, or of nodes.</summary>
    public static List<DartsItem> Take(NotationReader reader)
    {
        var position = reader.Position;
        var items = reader.TakeList(() => TakePairOrNode(reader));
        if (items.Count == 0) throw new GenotypeFormatException(position, Pair, $"expected {Pair}, got an empty list.");
        var stray = items.Find(i => i.IsNode != items[0].IsNode);
        if (stray is not null)
            throw new GenotypeFormatException(stray.Position, items[0].IsNode ? "a list of pairs" : Pair,
                "pairs and lists of pairs are mixed.");
        if (!items[0].IsNode && items.TrueForAll(i => i.Pairs[0].Target is null) && items.Count % PairsPerNode != 0)
        {
            throw new GenotypeFormatException(items[^1].Position, "two pairs per node",
                $"expected two pairs per node, got {items.Count} pairs; the last one has no partner.");
        }

        return items;
    }

    private static DartsItem TakePairOrNode(NotationReader reader)
    {
        var position = reader.Position;
        if (reader.Peek is not ('[' or '(')) throw reader.Unexpected(Pair);
        if (reader.PeekSecond is '\'' or '"') return new DartsItem(position, IsNode: false, [TakePair(reader)]);
        var pairs = reader.TakeList(() => TakePair(reader));
        if (pairs.Count == 0) throw new GenotypeFormatException(position, Pair, $"expected {Pair}, got a node without any.");
        return new DartsItem(position, IsNode: true, pairs);
    }

    private static DartsPair TakePair(NotationReader reader)
    {
        if (reader.TryOpen() is not { } closing) throw reader.Unexpected(Pair);
        var name = new Positioned<string>(Position: reader.Position, Value: reader.TakeQuoted("an operation name in quotes"));
        var operation = GenotypeGrammar.Operation(SearchSpace.Darts, name);
        reader.Take(',');
        var pair = new DartsPair(operation, reader.TakeNode(), null);
        if (reader.TryTake(',') && reader.Peek != closing)
        {
            if (reader.TryTakeNode() is { } source) pair = new DartsPair(operation, source, Target: pair.Source);
            else reader.TakeWeight();
            reader.TryTake(',');
        }

        reader.Take(closing);
        return pair;
    }
}
