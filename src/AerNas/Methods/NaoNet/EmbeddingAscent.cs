// The search of NAONet (Luo et al., NeurIPS 2018, algorithm 1; NAO_V1/train_search.py). The first architectures are random; then, in each
// round, with a pool of as many,
//
//   learn    the autoencoder goes on learning, from the pool; accuracies are brought to 0 to 1 by the pool's least and largest
//   make     the best of the pool take steps of 1, 2, 3, … up the predictor, until enough architectures are written that are new
//   judge    these; they push the worst out of the pool
//
// The official search trains the weights on the pool meanwhile, and judges all of it anew in every round; here the weights are trained
// before, and an accuracy stands.

using AerNas.Networks;

namespace AerNas.Methods;

/// <summary>Proposes random architectures, then those that an autoencoder writes where a predictor leads.</summary>
internal sealed class EmbeddingAscent : IArchitectureSampler
{
    private readonly ArchitectureTokens _tokens;
    private readonly NaoNetOptions _options;
    private readonly int _seed;
    private readonly SequenceAutoencoder _autoencoder;
    private readonly HashSet<string> _known = [];
    private List<(int[] Sequence, double Accuracy)> _pool = []; // best first
    private IReadOnlyList<int[]> _made = []; // in this round
    private int _before; // judged before this round
    private int _round;

    /// <summary>Begins with an empty pool.</summary>
    /// <param name="space">What it proposes architectures of.</param>
    /// <param name="options">How many, and what the autoencoder is.</param>
    /// <param name="seed">The run's seed.</param>
    public EmbeddingAscent(SearchSpace space, NaoNetOptions options, int seed)
    {
        (_tokens, _options, _seed) = (new ArchitectureTokens(space), options, seed);
        using var stream = RandomStreams.Create(seed, "autoencoder");
        var weights = new WeightSource(stream, ScalarType.Float64, CPU);
        _autoencoder = new SequenceAutoencoder(_tokens, options.Autoencoder, weights);
    }

    /// <inheritdoc/>
    public ChosenOperations? Propose(IReadOnlyList<JudgedArchitecture> history) => Propose(history, () => { });

    /// <inheritdoc/>
    public ChosenOperations? Propose(IReadOnlyList<JudgedArchitecture> history, Action between)
    {
        if (history.Count < _options.Seeds)
            return UniformCells.Draw(_tokens.Space, new CounterRandom(_seed, RandomStream.Proposals, history.Count, 0).Draws);

        while (history.Count >= Judged)
        {
            if (_round == _options.Rounds) return null;
            var from = _before;
            _before = Judged;
            TakeIn([.. history.Skip(from).Take(_before - from)]);
            _made = Round(_round++, between);
        }

        return _tokens.ToPath(_made[history.Count - _before]);
    }

    /// <inheritdoc/>
    public void Dispose() => _autoencoder.Dispose();

    /// <summary>How many are judged when this round is.</summary>
    private int Judged => _before == 0 ? _options.Seeds : _before + _made.Count;

    private void TakeIn(IReadOnlyList<JudgedArchitecture> judged)
    {
        var fresh = judged.Select(one => (Sequence: _tokens.Of(one.Path), one.Accuracy)).ToList();
        foreach (var (sequence, _) in fresh) _known.Add(Name(sequence));
        _pool = [.. _pool.Take(_options.Seeds - fresh.Count).Concat(fresh).OrderByDescending(one => one.Accuracy)];
    }

    /// <summary>The architectures that a round makes.</summary>
    private List<int[]> Round(int round, Action between)
    {
        using var scope = NewDisposeScope();
        var (least, largest) = (_pool[^1].Accuracy, _pool[0].Accuracy);
        using (var drops = RandomStreams.Create(_seed, $"autoencoder/{round}"))
        {
            _autoencoder.Fit([.. _pool.Select(one => one.Sequence)],
                [.. _pool.Select(one => largest > least ? (one.Accuracy - least) / (largest - least) : 0)],
                epoch => OrderOf(round, epoch, between), drops);
        }

        var made = new List<int[]>();
        var steps = Enumerable.Range(1, _options.LargestStep);
        foreach (var moved in _autoencoder.Ascend([.. _pool.Take(_options.Starts).Select(one => one.Sequence)], steps))
        {
            made.AddRange(_autoencoder.Decoder.Write(moved).Where(sequence => _known.Add(Name(sequence))));
            if (made.Count >= _options.New) break;
        }

        return [.. made.Take(_options.New)];
    }

    private int[] OrderOf(int round, int epoch, Action between)
    {
        between();
        return new CounterRandom(_seed, RandomStream.Proposals, round, epoch + 1).Permutation(_pool.Count);
    }

    private static string Name(int[] sequence) => string.Join(' ', sequence);
}
