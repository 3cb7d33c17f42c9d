using AerNas.Bilevel;
using AerNas.Networks;

namespace AerNas.Methods;

/// <summary>Several surrogates, each of which has not seen a part of what was judged; together they rank what was not (PNAS, section 3.4:
/// five, that see four fifths each, and the mean of what they foretell).</summary>
internal sealed class SurrogateEnsemble : IDisposable
{
    private readonly PnasOptions _options;
    private readonly BlockSurrogate[] _members;
    private bool _learned;

    /// <summary>Draws the start values.</summary>
    /// <param name="blocks">What is read.</param>
    /// <param name="options">How many there are and how they learn.</param>
    /// <param name="seed">The run's seed.</param>
    public SurrogateEnsemble(CellBlocks blocks, PnasOptions options, int seed)
    {
        _options = options;
        using var stream = RandomStreams.Create(seed, "surrogate");
        var weights = new WeightSource(stream, ScalarType.Float64, CPU);
        _members = [.. Enumerable.Range(0, options.Members).Select(_ => new BlockSurrogate(blocks, options.Units, weights))];
    }

    /// <summary>The surrogates.</summary>
    public IReadOnlyList<BlockSurrogate> Members => _members;

    /// <summary>Learns from a level, by the mean absolute error.</summary>
    /// <param name="sequences">What was judged.</param>
    /// <param name="count">How many blocks of each are grown.</param>
    /// <param name="accuracies">Their accuracies, 0 to 1.</param>
    /// <param name="each">Is called before every step; may break off by throwing.</param>
    public void Fit(IReadOnlyList<int[]> sequences, int count, IReadOnlyList<double> accuracies, Action? each = null)
    {
        foreach (var (place, member) in _members.Index())
        {
            if (!_learned) member.Expect(accuracies.Average());
            int[] seen = [.. Enumerable.Range(0, sequences.Count).Where(i => i % _members.Length != place || _members.Length == 1)];
            if (seen.Length == 0) seen = [.. Enumerable.Range(0, sequences.Count)];
            int[][] read = [.. seen.Select(i => sequences[i])];
            double[] told = [.. seen.Select(i => accuracies[i])];
            Fit(member, () => (member.Predict(read, count) - tensor(told)).abs().mean(), each);
        }

        _learned = true;
    }

    /// <summary>The best of all architectures that have one more block, by the mean of what the surrogates foretell; the first of
    /// equals.</summary>
    /// <param name="sequences">What they may begin with.</param>
    /// <param name="count">How many blocks that has.</param>
    /// <param name="contents">What their next block may be.</param>
    /// <param name="kept">How many are wanted at most.</param>
    public IReadOnlyList<int[]> Best(IReadOnlyList<int[]> sequences, int count, IReadOnlyList<int[]> contents, int kept)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var mean = _members.Select(member => member.PredictNext(sequences, count, contents)).Aggregate((sum, one) => sum.Plus(one));
        var scores = mean.contiguous().data<double>().ToArray(); // [K * M]
        return [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).Take(kept)
            .Select(i => (int[])[.. sequences[i / contents.Count], .. contents[i % contents.Count]])];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var member in _members) member.Dispose();
    }

    private void Fit(BlockSurrogate member, Func<Tensor> lossOf, Action? each)
    {
        var rate = _learned ? _options.LearningRate : _options.FirstLearningRate;
        using var optimizer = new Adam(member.Weights, rate, beta1: 0.9, beta2: 0.999, weightDecay: 0);
        for (var step = 0; step < _options.Steps; step++)
        {
            each?.Invoke();
            using var scope = NewDisposeScope();
            var loss = lossOf();
            NonFiniteValueException.ThrowIfNotFinite(loss.ToNumber(), "the surrogate's loss", epoch: 0, step);
            optimizer.Step(Gradients.Of(loss, member.Weights));
        }
    }
}
