// How the controller of NASNet learns (Zoph et al., CVPR 2018, appendix A): proximal policy optimization, a batch of judged architectures
// at a time. With R the accuracy of an architecture, 0 to 1, and B the moving average of the rewards before it,
//
//   A = R - B, of the first architecture of all 0;   B <- d B + (1 - d) R
//   loss = -(clipped objective) - w (entropies of the decisions, summed over a sequence, averaged over the batch)
//
// Each batch is looked at some times over, with a step of Adam each time; the first time every ratio is 1.

using AerNas.Bilevel;
using AerNas.Networks;

namespace AerNas.Methods;

/// <summary>Proposes what a policy draws, and lets the policy learn from how good that was. It owns the policy and its optimizer.</summary>
internal sealed class ProximalPolicy : IArchitectureSampler
{
    private readonly ArchitectureTokens _tokens;
    private readonly NasNetOptions _options;
    private readonly int _seed;
    private readonly Adam _optimizer;
    private int _learned; // architectures

    /// <summary>Makes a policy that has learned nothing.</summary>
    /// <param name="space">What it draws architectures of.</param>
    /// <param name="options">How it learns.</param>
    /// <param name="seed">The run's seed.</param>
    public ProximalPolicy(SearchSpace space, NasNetOptions options, int seed)
    {
        (_tokens, _options, _seed) = (new ArchitectureTokens(space), options, seed);
        using var stream = RandomStreams.Create(seed, "policy");
        Policy = new TokenPolicy(_tokens, options.Units, new WeightSource(stream, ScalarType.Float64, CPU));
        _optimizer = new Adam(Policy.Weights, options.LearningRate, beta1: 0.9, beta2: 0.999, weightDecay: 0);
    }

    /// <summary>The policy.</summary>
    public TokenPolicy Policy { get; }

    /// <summary>B; null before the first reward.</summary>
    public double? Baseline { get; private set; }

    /// <inheritdoc/>
    public ChosenOperations Propose(IReadOnlyList<JudgedArchitecture> history)
    {
        for (; _learned + _options.Batch <= history.Count; _learned += _options.Batch)
            Learn([.. history.Skip(_learned).Take(_options.Batch)]);
        var random = new CounterRandom(_seed, RandomStream.Proposals, history.Count, 0);
        return _tokens.ToPath(Policy.Draw(() => random.Uniform()));
    }

    /// <summary>Learns from a batch.</summary>
    public void Learn(IReadOnlyList<JudgedArchitecture> batch)
    {
        using var scope = NewDisposeScope();
        int[][] sequences = [.. batch.Select(judged => _tokens.Of(judged.Path))];
        var advantages = tensor(batch.Select(judged => Advantage(judged.Accuracy / 100)).ToArray()).unsqueeze(1); // [N, 1]
        Tensor? before = null; // [N, T]
        for (var pass = 0; pass < _options.Passes; pass++)
        {
            var score = Policy.Score(sequences);
            before ??= score.LogProbabilities.detach();
            var gained = ClippedObjective.Of(score.LogProbabilities, before, advantages, _options.Clip)
                .Plus(score.Entropies.sum(1).mean(), _options.EntropyWeight);
            NonFiniteValueException.ThrowIfNotFinite(gained.ToNumber(), "the policy's objective", epoch: 0, _learned);
            _optimizer.Step(Gradients.Of(gained.negative(), Policy.Weights));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer.Dispose();
        Policy.Dispose();
    }

    private double Advantage(double reward)
    {
        var expected = Baseline ?? reward;
        Baseline = _options.BaselineDecay * expected + (1 - _options.BaselineDecay) * reward;
        return reward - expected;
    }
}
