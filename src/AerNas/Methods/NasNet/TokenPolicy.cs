// The controller of NASNet (Zoph et al., CVPR 2018, section 3 and appendix A): an LSTM of one layer that writes an architecture token by
// token, a softmax of its own for every decision:
//
//   x_0 = a learned vector;   h_t = LSTM(x_t);   p_t = softmax(W_t h_t + b_t), over the tokens that are open after those before
//   token_t ~ p_t;            x_{t+1} = embedding of token_t
//
// Weights start from U(-0.1, 0.1).

using AerNas.Networks;
using TorchSharp.Modules;

namespace AerNas.Methods;

/// <summary>A distribution over the architectures of a space, as sequences of decisions.</summary>
internal sealed class TokenPolicy : nn.Module
{
    private const double Bound = 0.1;
    private const double NoChance = -1e4; // finite, so that the entropy is

    private readonly ArchitectureTokens _tokens;
    private readonly LstmCell _layer;
    private readonly Parameter _start, _embedding; // [1, S] and [V, S]
    private readonly Parameter _outputWeight, _outputBias; // [T, V, S] and [T, 1, V]

    /// <summary>Draws the start values.</summary>
    /// <param name="tokens">What it writes.</param>
    /// <param name="size">S, the units of the LSTM.</param>
    /// <param name="weights">Where the parameters come from.</param>
    public TokenPolicy(ArchitectureTokens tokens, int size, WeightSource weights)
        : base(nameof(TokenPolicy))
    {
        _tokens = tokens;
        _start = weights.UniformWithin(Bound, 1, size);
        _layer = new LstmCell(size, size, Bound, weights);
        _embedding = weights.UniformWithin(Bound, tokens.Vocabulary, size);
        _outputWeight = weights.UniformWithin(Bound, tokens.Positions.Length, tokens.Vocabulary, size);
        _outputBias = weights.UniformWithin(Bound, tokens.Positions.Length, 1, tokens.Vocabulary);
        RegisterComponents();
    }

    /// <summary>The parameters, in the order of <c>named_parameters</c>.</summary>
    public IReadOnlyList<Tensor> Weights => [.. parameters()];

    /// <summary>Draws a sequence, with no gradient and no tensors left.</summary>
    /// <param name="uniform">Draws a number above 0 and below 1; called once a decision.</param>
    public int[] Draw(Func<double> uniform)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var drawn = new List<int>();
        Walk([drawn], (_, logarithms) => drawn.Add(DrawFrom(logarithms, _tokens.Choices(drawn), uniform())));
        return [.. drawn];
    }

    /// <summary>What the policy thinks of sequences.</summary>
    /// <param name="sequences">N of them.</param>
    public PolicyScore Score(IReadOnlyList<int[]> sequences)
    {
        List<int>[] read = [.. sequences.Select(_ => new List<int>())];
        return Walk(read, (position, _) =>
        {
            for (var n = 0; n < read.Length; n++) read[n].Add(sequences[n][position]);
        });
    }

    /// <summary>Walks over the decisions of sequences that grow on the way.</summary>
    /// <param name="sequences">N that are empty yet.</param>
    /// <param name="decide">Adds a token to each, given its position and the logarithms of the probabilities. // [N, V]</param>
    private PolicyScore Walk(List<int>[] sequences, Action<int, Tensor> decide)
    {
        using var scope = NewDisposeScope();
        var input = _start.expand(sequences.Length, -1); // [N, S]
        var state = _layer.Rest(sequences.Length);
        var (chosen, entropies) = (new Tensor[_tokens.Positions.Length], new Tensor[_tokens.Positions.Length]);
        for (var t = 0; t < chosen.Length; t++)
        {
            state = _layer.Next(input, state);
            var logits = Shapes.MatMul(state.Hidden, _outputWeight[t].t()).Plus(_outputBias[t]).Plus(Barrier(sequences)); // [N, V]
            var logarithms = nn.functional.log_softmax(logits, dim: 1);
            decide(t, logarithms);
            var places = tensor(sequences.Select(sequence => (long)sequence[^1]).ToArray()); // [N]
            chosen[t] = logarithms.gather(1, places.unsqueeze(1)); // [N, 1]
            entropies[t] = -(logarithms.exp() * logarithms).sum(1, keepdim: true);
            input = _embedding.index_select(0, places);
        }

        return new PolicyScore(cat(chosen, 1).MoveToOuterDisposeScope(), cat(entropies, 1).MoveToOuterDisposeScope());
    }

    /// <summary>What takes away the chance of tokens that may not follow. // [N, V]</summary>
    private Tensor Barrier(List<int>[] sequences)
    {
        var added = new double[sequences.Length, _tokens.Vocabulary];
        for (var n = 0; n < sequences.Length; n++)
        {
            var open = _tokens.Choices(sequences[n]);
            for (var token = 0; token < _tokens.Vocabulary; token++) added[n, token] = open.Contains(token) ? 0 : NoChance;
        }

        return tensor(added, _start.dtype);
    }

    /// <summary>The first open token whose cumulated probability exceeds a fraction.</summary>
    private static int DrawFrom(Tensor logarithms, IReadOnlyList<int> open, double fraction)
    {
        var probabilities = logarithms.exp().to(ScalarType.Float64).contiguous().data<double>().ToArray();
        return open[Categorical.PlaceAt([.. open.Select(token => probabilities[token])], fraction)];
    }
}

/// <summary>What a policy thinks of the decisions of N sequences. Both depend on its parameters; they are owned by the caller's
/// scope.</summary>
/// <param name="LogProbabilities">The natural logarithms of their probabilities. // [N, T]</param>
/// <param name="Entropies">Of the distributions that they were drawn from, in nats. // [N, T]</param>
internal readonly record struct PolicyScore(Tensor LogProbabilities, Tensor Entropies);
