// The search of PNAS (Liu et al., ECCV 2018, algorithm 1): from simple architectures to complex ones, a block a level.
//
//   level 1   all contents of the first block are judged, and the surrogate learns from them
//   level b   every architecture of level b - 1 is continued with every content of block b; the surrogate ranks these, the best K are
//             judged, and the surrogate learns from them
//
// The paper's cells of b blocks are networks by themselves. Here cells have as many nodes as their space says, and weights of a supernet
// that never saw fewer. So the blocks that are not grown yet are those of one random architecture, the same for the whole search: all that
// is judged are whole architectures of the space, comparable from level to level, and the surrogate reads the blocks that are grown alone.

namespace AerNas.Methods;

/// <summary>Proposes architectures that grow block by block, the best by a surrogate; ends with the last block.</summary>
internal sealed class ProgressiveGrowth : IArchitectureSampler
{
    private readonly PnasOptions _options;
    private readonly int _seed;
    private readonly CellBlocks _blocks;
    private readonly SurrogateEnsemble _surrogate;
    private readonly int[] _rest; // a sequence
    private IReadOnlyList<int[]> _level; // what is judged, up to the block that grows
    private int _before; // judged before this level
    private int _grown = 1; // blocks

    /// <summary>Begins with the first block.</summary>
    /// <param name="space">What it proposes architectures of.</param>
    /// <param name="options">How many it keeps, and what its surrogate is.</param>
    /// <param name="seed">The run's seed.</param>
    public ProgressiveGrowth(SearchSpace space, PnasOptions options, int seed)
    {
        (_options, _seed) = (options, seed);
        _blocks = new CellBlocks(new ArchitectureTokens(space));
        _surrogate = new SurrogateEnsemble(_blocks, options, seed);
        _rest = _blocks.Tokens.Of(UniformCells.Draw(space, Draws(0)));
        var contents = Contents(0);
        var random = new CounterRandom(seed, RandomStream.Proposals, 0, 1);
        _level = [.. random.Draw(contents.Count, options.Kept).Order().Select(place => contents[place])];
    }

    /// <inheritdoc/>
    public ChosenOperations? Propose(IReadOnlyList<JudgedArchitecture> history) => Propose(history, () => { });

    /// <inheritdoc/>
    public ChosenOperations? Propose(IReadOnlyList<JudgedArchitecture> history, Action between)
    {
        while (history.Count >= _before + _level.Count)
        {
            if (_grown == _blocks.Count) return null;
            double[] accuracies = [.. history.Skip(_before).Take(_level.Count).Select(judged => judged.Accuracy / 100)];
            _surrogate.Fit(_level, _grown, accuracies, between);
            _before += _level.Count;
            _level = _surrogate.Best(_level, _grown, Contents(_grown), _options.Kept);
            _grown++;
        }

        return _blocks.Tokens.ToPath([.. _level[history.Count - _before], .. _rest[_blocks.LengthOf(_grown)..]]);
    }

    /// <inheritdoc/>
    public void Dispose() => _surrogate.Dispose();

    private IReadOnlyList<int[]> Contents(int block) => _blocks.Contents(block, _options.Contents, Draws(block + 1));

    private Func<int, int> Draws(int use) => new CounterRandom(_seed, RandomStream.Proposals, use, 0).Draws;
}
