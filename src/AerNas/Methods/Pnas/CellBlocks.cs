namespace AerNas.Methods;

/// <summary>The blocks that an architecture is grown by: all that is decided of one node of one kind of cell, in the order of the sequence.
/// In a chain a block is a layer.</summary>
internal sealed class CellBlocks
{
    private readonly ImmutableArray<(int Start, int Length)> _blocks;

    /// <summary>Cuts the positions of a sequence into blocks.</summary>
    public CellBlocks(ArchitectureTokens tokens)
    {
        Tokens = tokens;
        _blocks = [.. tokens.Positions.Index().GroupBy(position => (position.Item.Kind, position.Item.Node))
            .Select(block => (block.First().Index, block.Count()))];
        Longest = _blocks.Max(block => block.Length);
    }

    /// <summary>The sequences.</summary>
    public ArchitectureTokens Tokens { get; }

    /// <summary>How many blocks an architecture has.</summary>
    public int Count => _blocks.Length;

    /// <summary>The most tokens of a block.</summary>
    public int Longest { get; }

    /// <summary>How many tokens a number of blocks have.</summary>
    public int LengthOf(int blocks) => blocks == 0 ? 0 : _blocks[blocks - 1].Start + _blocks[blocks - 1].Length;

    /// <summary>The tokens of a block in a sequence.</summary>
    public int[] Part(int[] sequence, int block) => sequence[_blocks[block].Start..LengthOf(block + 1)];

    /// <summary>What a block may be, whatever those before it are: ascending, or random ones where there are too many.</summary>
    /// <param name="block">The block.</param>
    /// <param name="most">How many are wanted at most.</param>
    /// <param name="draw">Draws a whole number from 0 to below its argument.</param>
    public IReadOnlyList<int[]> Contents(int block, int most, Func<int, int> draw)
    {
        var (start, length) = _blocks[block];
        var before = new int[start]; // what is open in a block depends on its own tokens alone
        int[][] all = [.. Continued(before, length).Take(most + 1).Select(sequence => sequence[start..])];
        return all.Length <= most ? all : [.. Enumerable.Range(0, most).Select(_ => Drawn(before, length, draw)[start..])
            .DistinctBy(content => string.Join(' ', content))];
    }

    private IEnumerable<int[]> Continued(int[] before, int length) => length == 0
        ? [before]
        : Tokens.Choices(before).SelectMany(token => Continued([.. before, token], length - 1));

    private int[] Drawn(int[] before, int length, Func<int, int> draw)
    {
        var sequence = before.ToList();
        for (var i = 0; i < length; i++)
        {
            var open = Tokens.Choices(sequence);
            sequence.Add(open[draw(open.Count)]);
        }

        return [.. sequence];
    }
}
