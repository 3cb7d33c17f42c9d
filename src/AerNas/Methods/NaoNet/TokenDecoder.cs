// The decoder of NAONet (Luo et al., NeurIPS 2018, section 3; NAO_V1/decoder.py): an LSTM whose hidden state and memory begin as the place
// Z of the architecture, with attention to the encoder's outputs z_e. For the token at t, with h_t the LSTM's output for the token before,
//
//   a     = softmax over e of (Wa h_t) . z_e;   c_t = sum over e of a_e z_e
//   p_t   = softmax(W tanh(Wo [c_t, h_t]) + b), over all tokens
//
// It learns p of the tokens that are known, each given the known ones before it. When it writes, it takes the most likely of the tokens
// that are open, the first of equals.

using AerNas.Networks;
using TorchSharp.Modules;
using Linear = AerNas.Networks.Linear;

namespace AerNas.Methods;

/// <summary>Writes the architectures that stand at places in a space of numbers.</summary>
internal sealed class TokenDecoder : nn.Module
{
    private readonly ArchitectureTokens _tokens;
    private readonly Parameter _embedding; // [V + 1, S], the last before the first token
    private readonly LstmCell _layer;
    private readonly Parameter _question, _answer; // [S, S] and [S, 2 * S]
    private readonly Linear _output;

    /// <summary>Draws the start values.</summary>
    /// <param name="tokens">What it writes.</param>
    /// <param name="size">S, the units of its LSTM and of the encoder's.</param>
    /// <param name="weights">Where the parameters come from.</param>
    public TokenDecoder(ArchitectureTokens tokens, int size, WeightSource weights)
        : base(nameof(TokenDecoder))
    {
        _tokens = tokens;
        _embedding = weights.UniformWithin(Math.Sqrt(3), tokens.Vocabulary + 1, size);
        _layer = new LstmCell(size, size, 1 / Math.Sqrt(size), weights);
        _question = weights.Uniform(size, size, size);
        _answer = weights.Uniform(2 * size, size, 2 * size);
        _output = new Linear(size, tokens.Vocabulary, weights);
        RegisterComponents();
    }

    /// <summary>The logarithms of the probabilities of known tokens. // [N, T]</summary>
    /// <param name="sequences">N of them.</param>
    /// <param name="encoded">What the encoder made of them. // [N, E, S]</param>
    public Tensor Score(IReadOnlyList<int[]> sequences, Tensor encoded)
    {
        using var scope = NewDisposeScope();
        var scores = new Tensor[_tokens.Positions.Length];
        Walk(encoded, (position, logarithms) =>
        {
            var known = tensor(sequences.Select(sequence => (long)sequence[position]).ToArray()); // [N]
            scores[position] = logarithms.gather(1, known.unsqueeze(1)); // [N, 1]
            return known;
        });
        return cat(scores, 1).MoveToOuterDisposeScope();
    }

    /// <summary>Writes architectures, with no tensors left.</summary>
    /// <param name="encoded">// [N, E, S]</param>
    public IReadOnlyList<int[]> Write(Tensor encoded)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        List<int>[] written = [.. Enumerable.Range(0, (int)encoded.shape[0]).Select(_ => new List<int>())];
        Walk(encoded, (_, logarithms) =>
        {
            var values = logarithms.contiguous().data<double>().ToArray();
            foreach (var (n, sequence) in written.Index())
                sequence.Add(_tokens.Choices(sequence).MaxBy(token => values[n * _tokens.Vocabulary + token]));
            return tensor(written.Select(sequence => (long)sequence[^1]).ToArray());
        });
        return [.. written.Select(sequence => sequence.ToArray())];
    }

    /// <summary>Walks over the tokens.</summary>
    /// <param name="encoded">// [N, E, S]</param>
    /// <param name="next">The tokens at a position, given it and the logarithms of all tokens' probabilities. // [N, V] -> [N]</param>
    private void Walk(Tensor encoded, Func<int, Tensor, Tensor> next)
    {
        var pooled = TokenEncoder.Pool(encoded); // [N, S]
        var state = new LstmState(pooled, pooled);
        var before = Tensors.Full([encoded.shape[0]], _tokens.Vocabulary, ScalarType.Int64); // [N]
        for (var position = 0; position < _tokens.Positions.Length; position++)
        {
            state = _layer.Next(_embedding.index_select(0, before), state);
            var asked = Shapes.MatMul(state.Hidden, _question.t()).unsqueeze(1); // [N, 1, S]
            var attention = nn.functional.softmax((encoded * asked).sum(2), dim: 1); // [N, E]
            var read = (encoded * attention.unsqueeze(2)).sum(1); // [N, S]
            var features = Shapes.MatMul(cat([read, state.Hidden], 1), _answer.t()).tanh(); // [N, S]
            before = next(position, nn.functional.log_softmax(_output.forward(features), dim: 1));
        }
    }
}
